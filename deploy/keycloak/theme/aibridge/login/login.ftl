<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#assign error=messagesPerField.existsError('username','password')?then(messagesPerField.getFirstError('username','password'), '')>
<@layout.registrationLayout displayMessage=!error?has_content displayInfo=realm.password && realm.registrationAllowed && !registrationDisabled??; section>
  <#if section = "header">
    ${msg("loginAccountTitle")}
  <#elseif section = "form">
    <form id="kc-form-login" action="${url.loginAction}" method="post">
      <#if !usernameHidden??>
      <@field.input name="username" label=msg("email") type="email" value=(login.username!'') autocomplete="username" autofocus=true error=error/>
      </#if>
      <@field.password name="password" label=msg("password") autocomplete="current-password" autofocus=(usernameHidden??) error=(usernameHidden??)?then(error, '')/>
      <div class="row">
        <#if realm.rememberMe && !usernameHidden??>
        <label class="pick"><input id="rememberMe" name="rememberMe" type="checkbox"<#if login.rememberMe??> checked</#if>> ${msg("rememberMe")}</label>
        </#if>
        <#if realm.resetPasswordAllowed>
        <a href="${url.loginResetCredentialsUrl}">${msg("doForgotPassword")}</a>
        </#if>
      </div>
      <input type="hidden" id="id-hidden-input" name="credentialId" value="${(auth.selectedCredential)!''}">
      <button class="btn main" id="kc-login" name="login" type="submit">${msg("doLogIn")}</button>
    </form>
  <#elseif section = "info">
    <span id="kc-registration">${msg("noAccount")} <a href="${url.registrationUrl}">${msg("registerTitle")}</a></span>
  </#if>
</@layout.registrationLayout>
