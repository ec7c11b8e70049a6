<#-- A label, a control, what is wrong with it, a hint. -->
<#macro input name label type="text" value="" autocomplete="off" autofocus=false error="" hint="" maxlength="">
<div class="field">
  <label for="${name}">${label}</label>
  <input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}"<@state name error hint/><#if maxlength?has_content> maxlength="${maxlength}"</#if><#if autofocus> autofocus</#if>>
  <@notes name error hint/>
</div>
</#macro>

<#macro password name label autocomplete autofocus=false error="" hint="">
<div class="field">
  <label for="${name}">${label}</label>
  <div class="secret">
    <input id="${name}" name="${name}" type="password" autocomplete="${autocomplete}"<@state name error hint/><#if autofocus> autofocus</#if>>
    <button class="btn quiet icon" type="button" aria-label="${msg("showPassword")}" aria-controls="${name}" data-password-toggle
            data-icon-show="eye" data-icon-hide="eye off" data-label-show="${msg("showPassword")}" data-label-hide="${msg("hidePassword")}"><i class="eye" aria-hidden="true"></i></button>
  </div>
  <@notes name error hint/>
</div>
</#macro>

<#macro state name error hint>
<#if error?has_content> aria-invalid="true"</#if><#if error?has_content || hint?has_content> aria-describedby="<#if error?has_content>input-error-${name}</#if><#if error?has_content && hint?has_content> </#if><#if hint?has_content>hint-${name}</#if>"</#if></#macro>

<#macro notes name error hint>
<#if error?has_content><p class="err" id="input-error-${name}" aria-live="polite">${kcSanitize(error)?no_esc}</p></#if>
<#if hint?has_content><p class="hint" id="hint-${name}">${hint}</p></#if>
</#macro>
