<#import "template.ftl" as layout>
<@layout.letter title=msg("passwordResetTitle") text=msg("passwordResetText") button=msg("passwordResetButton") link=link
    expiry=msg("linkExpires", linkExpirationFormatter(linkExpiration)) ignore=msg("passwordResetIgnore")/>
