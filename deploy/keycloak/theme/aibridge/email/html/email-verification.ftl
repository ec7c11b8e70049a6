<#import "template.ftl" as layout>
<@layout.letter title=msg("verificationTitle") text=msg("verificationText") button=msg("verificationButton") link=link
    expiry=msg("linkExpires", linkExpirationFormatter(linkExpiration)) ignore=msg("verificationIgnore")/>
