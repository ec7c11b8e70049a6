<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("pageExpiredTitle")}
  <#elseif section = "form">
    <p>${msg("pageExpiredMsg")}</p>
    <p class="acts">
      <a class="btn main" id="loginContinueLink" href="${url.loginAction}">${msg("doContinue")}</a>
      <a class="btn" id="loginRestartLink" href="${url.loginRestartFlowUrl}">${msg("restartLoginTooltip")}</a>
    </p>
  </#if>
</@layout.registrationLayout>
