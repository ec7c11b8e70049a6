package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.routing.Channel;
import dev.aibridge.gateway.upstream.VendorCall;
import dev.aibridge.gateway.upstream.Vendors;
import jakarta.inject.Singleton;

/// Sends an admitted request to its vendor.
@Singleton
final class Outgoing {

    private final Vendors vendors;
    private final Pseudonyms pseudonyms;

    Outgoing(Vendors vendors, Pseudonyms pseudonyms) {
        this.vendors = vendors;
        this.pseudonyms = pseudonyms;
    }

    /// Starts the call.
    void start(VendorCall call, Running running, VendorCall.Listener answer) {
        Visit.Routed routed = running.routed();
        Channel channel = routed.to().channel();
        byte[] body =
                routed.ask()
                        .forVendor(
                                channel,
                                routed.to().upstreamModel(),
                                running.outputLimit(),
                                pseudonyms.of(routed.caller().tenantId()));
        call.start(
                vendors,
                channel,
                new VendorCall.Place(routed.ask().endpoint(), ""),
                routed.request().headers(),
                body,
                answer);
    }
}
