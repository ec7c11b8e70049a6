<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    <#-- Not its messageHeader: that is made before the reader's language is known. -->
    ${msg(actionUri?has_content?then("confirmTitle", "infoTitle"))}
  <#elseif section = "form">
    <p id="kc-info-message" class="instruction">${kcSanitize(message.summary)?no_esc}<#if requiredActions??><#list requiredActions>: <b><#items as action>${kcSanitize(msg("requiredAction.${action}"))?no_esc}<#sep>, </#items></b></#list></#if></p>
    <#if !skipLink??>
      <#if pageRedirectUri?has_content>
    <p><a class="btn main" href="${pageRedirectUri}">${msg("backToApplication")}</a></p>
      <#elseif actionUri?has_content>
    <p><a class="btn main" href="${actionUri}">${msg("proceedWithAction")}</a></p>
      <#elseif (client.baseUrl)?has_content>
    <p><a class="btn main" href="${client.baseUrl}">${msg("backToApplication")}</a></p>
      </#if>
    </#if>
  </#if>
</@layout.registrationLayout>
