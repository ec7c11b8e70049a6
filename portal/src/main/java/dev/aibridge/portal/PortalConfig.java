package dev.aibridge.portal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the operator sets.
@ConfigMapping(prefix = "aibridge.portal")
public interface PortalConfig {

    /// Where people reach the portal. Every absolute link is made from it, never from `Host`.
    URI url();

    /// Where customers' programs reach the gateway, as the snippets print it.
    URI gatewayUrl();

    /// Where the gateway's management port answers, for live tests of channels.
    URI gatewayManagementUrl();

    /// The realm that signs people in.
    URI identityUrl();

    /// At least 32 characters; signs the token of every form.
    String formKey();

    /// How long a form may stay open before it is sent.
    @WithDefault("24H")
    Duration formLife();

    /// The pepper of the keys' hashes, the gateway's too.
    String keyPepper();

    /// 32 bytes in base64 that seal vendors' keys; without it none can be stored.
    Optional<String> vendorKeyKey();

    /// Opens the gateway's management routes; without it channels can't be tested.
    Optional<String> managementToken();

    /// Whom people ask unless an admin set somebody else: an e-mail address or a URL.
    Optional<String> supportContact();

    /// Where forms may lead besides here and Keycloak: the browser judges redirects too.
    List<String> checkoutOrigins();

    /// How often the page after paying asks whether the tokens are there, before it rests.
    @WithDefault("24")
    int paymentChecks();

    /// How much usage is shown at once.
    Usage usage();

    /// What a page of usage may span.
    interface Usage {

        /// The most days, as billing has it.
        @WithDefault("400")
        int days();

        /// The most days hour by hour: 744 bars and rows.
        @WithDefault("31")
        int daysByHour();
    }

    /// How long a live test of a channel may take. The gateway gives its vendor 20 s of them.
    @WithDefault("25S")
    Duration trialPatience();

    /// How long the gateway may take to say where a channel's key comes from: a page waits for it.
    @WithDefault("1S")
    Duration lookupPatience();

    /// What customers may do with keys of their own accord.
    Keys keys();

    /// Limits of customers' keys.
    interface Keys {

        /// The most keys a tenant has, deleted ones not counted.
        @WithDefault("100")
        int most();

        /// The most requests a minute that a customer gives a key; an admin can give more.
        @WithDefault("600")
        int mostRpm();

        /// How long a page that waits for a new key's first request goes on asking.
        @WithDefault("1H")
        Duration awaitFirst();
    }

    /// How long ago somebody may have typed their password who asks for money back or sets a
    /// vendor's key; a form may be sent as long again later.
    @WithDefault("10M")
    Duration freshSignIn();

    /// How often Keycloak is asked whether it is there.
    @WithDefault("5S")
    Duration identityCheck();

    /// How long system settings are remembered.
    @WithDefault("5S")
    Duration settingsLife();

    /// Whether people come over TLS: then cookies are `Secure` and browsers are told to insist.
    default boolean secure() {
        return "https".equals(url().getScheme());
    }

    /// An absolute address here.
    ///
    /// @param path begins with a slash
    default URI link(String path) {
        return URI.create(url() + path);
    }
}
