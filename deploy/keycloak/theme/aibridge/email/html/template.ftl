<#-- Mail programs read inline styles only. -->
<#macro emailLayout>
<!DOCTYPE html>
<html lang="${locale.toLanguageTag()}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:24px 16px;font:16px/24px -apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei',sans-serif">
<div style="max-width:480px;margin:0 auto">
<p style="margin:0 0 24px;font-weight:600;color:#0b5f78">AI Bridge</p>
<#nested>
</div>
</body>
</html>
</#macro>

<#-- What to do, one button, how long it works, and what to do if it wasn't you. -->
<#macro letter title text button link expiry ignore>
<@emailLayout>
<h1 style="margin:0 0 16px;font-size:20px;line-height:28px">${title}</h1>
<p style="margin:0 0 24px">${text}</p>
<p style="margin:0 0 24px"><a href="${link}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#0b5f78;color:#ffffff;text-decoration:none;font-weight:600">${button}</a></p>
<p style="margin:0 0 8px;font-size:13px;line-height:20px">${expiry}</p>
<p style="margin:0;font-size:13px;line-height:20px">${ignore}</p>
</@emailLayout>
</#macro>
