<#ftl output_format="plainText">
${msg("verificationText")}

${link}

${msg("linkExpires", linkExpirationFormatter(linkExpiration))}
${msg("verificationIgnore")}

AI Bridge
