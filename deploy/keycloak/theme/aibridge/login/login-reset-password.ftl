<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#assign error=messagesPerField.existsError('username')?then(messagesPerField.get('username'), '')>
<@layout.registrationLayout displayInfo=true displayMessage=!error?has_content; section>
  <#if section = "header">
    ${msg("emailForgotTitle")}
  <#elseif section = "form">
    <form id="kc-reset-password-form" action="${url.loginAction}" method="post">
      <p>${msg("emailInstruction")}</p>
      <@field.input name="username" label=msg("email") type="email" value=(auth.attemptedUsername!'') autocomplete="username" autofocus=true error=error/>
      <button class="btn main" type="submit">${msg("sendLink")}</button>
    </form>
  <#elseif section = "info">
    <a href="${url.loginUrl}">${msg("backToLogin")}</a>
  </#if>
</@layout.registrationLayout>
