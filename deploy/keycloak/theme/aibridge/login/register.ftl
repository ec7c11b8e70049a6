<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "register-commons.ftl" as registerCommons>
<#-- Where to go on: what is wrong, otherwise the beginning. -->
<#assign names=profile.attributes?map(attribute -> attribute.name)?filter(name -> name != 'locale') + ['password', 'password-confirm']>
<#assign focused=(names?filter(name -> messagesPerField.existsError(name))?first)!names?first>
<@layout.registrationLayout displayMessage=messagesPerField.exists('global') displayInfo=true; section>
  <#if section = "header">
    ${msg("registerTitle")}
  <#elseif section = "form">
    <form id="kc-register-form" action="${url.registrationAction}" method="post">
      <#list profile.attributes as attribute>
        <#if attribute.name == 'locale'>
      <input type="hidden" id="locale" name="locale" value="${locale.currentLanguageTag}">
        <#else>
      <@field.input name=attribute.name label=advancedMsg(attribute.displayName!attribute.name)
          type=(attribute.name == 'email')?then('email', 'text') value=(attribute.value!'')
          autocomplete=(attribute.name == 'email')?then('email', 'name') autofocus=(attribute.name == focused)
          maxlength=(attribute.annotations.inputTypeMaxlength!'')
          error=messagesPerField.existsError(attribute.name)?then(messagesPerField.get(attribute.name), '')/>
        </#if>
      </#list>
      <#if passwordRequired??>
      <@field.password name="password" label=msg("password") autocomplete="new-password" autofocus=(focused == 'password') hint=msg("passwordHint")
          error=messagesPerField.existsError('password')?then(messagesPerField.get('password'), '')/>
      <@field.password name="password-confirm" label=msg("passwordConfirm") autocomplete="new-password" autofocus=(focused == 'password-confirm')
          error=messagesPerField.existsError('password-confirm')?then(messagesPerField.get('password-confirm'), '')/>
      </#if>
      <@registerCommons.termsAcceptance/>
      <#if recaptchaRequired??>
      <div class="g-recaptcha" data-sitekey="${recaptchaSiteKey}" data-action="${recaptchaAction}"></div>
      </#if>
      <button class="btn main" type="submit">${msg("doRegister")}</button>
    </form>
  <#elseif section = "info">
    ${msg("haveAccount")} <a href="${url.loginUrl}">${msg("doLogIn")}</a>
  </#if>
</@layout.registrationLayout>
