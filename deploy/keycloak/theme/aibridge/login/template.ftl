<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<#assign heading><#nested "header"></#assign>
<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>${heading?markup_string?replace("<[^>]+>", "", "r")?trim?no_esc} · AI Bridge</title>
<link rel="icon" href="${url.resourcesPath}/img/brand.svg" type="image/svg+xml">
<#list properties.styles?split(' ') as style>
<link rel="stylesheet" href="${url.resourcesPath}/${style}">
</#list>
<#if scripts??>
<#list scripts as script>
<script src="${script}"></script>
</#list>
</#if>
<script type="module" src="${url.resourcesPath}/js/passwordVisibility.js"></script>
<#-- Another tab has signed in, or belongs to another attempt: this one follows. -->
<script type="module">
<#outputformat "JavaScript">
import { checkAuthSession, startSessionPolling } from ${(url.resourcesPath + "/js/authChecker.js")?c};
startSessionPolling(${url.ssoLoginInOtherTabsUrl?c});
<#if authenticationSession??>
checkAuthSession(${authenticationSession.authSessionIdHash?c});
</#if>
</#outputformat>
</script>
</head>
<body data-page-id="login-${pageId}">
<header>
  <#if (client.baseUrl)?has_content>
  <a class="brand" href="${client.baseUrl}"><@brand/> AI Bridge</a>
  <#else>
  <span class="brand"><@brand/> AI Bridge</span>
  </#if>
  <#if realm.internationalizationEnabled && locale.supported?size gt 1>
  <nav class="seg" aria-label="${msg("languages")}">
    <#list locale.supported as l>
    <a href="${l.url}" lang="${l.languageTag}"<#if l.languageTag == locale.currentLanguageTag> aria-current="true"</#if>>${l.label}</a>
    </#list>
  </nav>
  </#if>
</header>
<main>
  <h1 id="kc-page-title">${heading}</h1>
  <#if auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
  <p class="who"><span id="kc-attempted-username">${auth.attemptedUsername}</span>
    <a id="reset-login" href="${url.loginRestartFlowUrl}">${msg("restartLoginTooltip")}</a></p>
  </#if>
  <#-- A warning that an action has to be done is the page itself, when the portal asked for it. -->
  <#if displayMessage && message?has_content && (message.type != 'warning' || !isAppInitiatedAction??)>
  <p class="note ${{"error": "bad", "warning": "warn", "success": "ok"}[message.type]!}" role="<#if message.type == 'error'>alert<#else>status</#if>">${kcSanitize(message.summary)?no_esc}</p>
  </#if>
  <#nested "form">
  <#if auth?has_content && auth.showTryAnotherWayLink()>
  <form id="kc-select-try-another-way-form" action="${url.loginAction}" method="post">
    <input type="hidden" name="tryAnotherWay" value="on">
    <button class="btn quiet" id="try-another-way" type="submit">${msg("doTryAnotherWay")}</button>
  </form>
  </#if>
  <#nested "socialProviders">
  <#if displayInfo>
  <div class="info" id="kc-info"><#nested "info"></div>
  </#if>
</main>
</body>
</html>
</#macro>

<#macro brand>
<svg width="24" height="20" viewBox="0 0 24 20" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true"><path d="M1 14h22M6.5 3v15M17.5 3v15M1 9.5C4 8.5 6 6 6.5 3c1 5 3.5 6.5 5.5 6.5S16.5 8 17.5 3c.5 3 2.5 5.5 5.5 6.5"/></svg>
</#macro>
