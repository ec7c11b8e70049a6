<#ftl output_format="plainText">
${msg("passwordResetText")}

${link}

${msg("linkExpires", linkExpirationFormatter(linkExpiration))}
${msg("passwordResetIgnore")}

AI Bridge
