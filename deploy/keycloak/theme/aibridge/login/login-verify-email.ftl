<#import "template.ftl" as layout>
<#-- The warning that it has to be done says what the page says. -->
<@layout.registrationLayout displayMessage=((message.type)!'') != 'warning' displayInfo=!(isAppInitiatedAction??); section>
  <#if section = "header">
    ${msg("emailVerifyTitle")}
  <#elseif section = "form">
    <#if verifyEmail??>
    <p class="instruction">${msg("emailVerifyInstruction1", verifyEmail)}</p>
    <p>${msg("emailVerifyWhere")}</p>
    <#else>
    <p class="instruction">${msg("emailVerifyInstruction4", user.email)}</p>
    </#if>
    <#if isAppInitiatedAction??>
    <form id="kc-verify-email-form" action="${url.loginAction}" method="post">
      <button class="btn main" type="submit">${msg((verifyEmail??)?then("emailVerifyResend", "emailVerifySend"))}</button>
      <button class="btn" name="cancel-aia" type="submit" value="true" formnovalidate>${msg("doCancel")}</button>
    </form>
    </#if>
  <#elseif section = "info">
    ${msg("emailVerifyInstruction2")} <a href="${url.loginAction}">${msg("emailVerifyResend")}</a>
  </#if>
</@layout.registrationLayout>
