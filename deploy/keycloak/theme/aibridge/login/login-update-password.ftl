<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<@layout.registrationLayout displayMessage=((message.type)!'') != 'warning' && !messagesPerField.existsError('password','password-confirm'); section>
  <#if section = "header">
    ${msg("updatePasswordTitle")}
  <#elseif section = "form">
    <form id="kc-passwd-update-form" action="${url.loginAction}" method="post">
      <input type="hidden" name="username" value="${(auth.attemptedUsername)!''}" autocomplete="username">
      <@field.password name="password-new" label=msg("passwordNew") autocomplete="new-password" autofocus=true hint=msg("passwordHint")
          error=messagesPerField.existsError('password')?then(messagesPerField.get('password'), '')/>
      <@field.password name="password-confirm" label=msg("passwordConfirm") autocomplete="new-password"
          error=messagesPerField.existsError('password-confirm')?then(messagesPerField.get('password-confirm'), '')/>
      <label class="pick"><input id="logout-sessions" name="logout-sessions" type="checkbox" value="on"> ${msg("logoutOtherSessions")}</label>
      <button class="btn main" name="login" type="submit">${msg("doSave")}</button>
      <#if isAppInitiatedAction??>
      <button class="btn" name="cancel-aia" type="submit" value="true" formnovalidate>${msg("doCancel")}</button>
      </#if>
    </form>
  </#if>
</@layout.registrationLayout>
