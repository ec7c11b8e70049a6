package dev.aibridge.portal.billing;

import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.arc.Unremovable;
import io.quarkus.qute.TemplateGlobal;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The wallet of who is signed in, asked for once a page. The first time it is made.
@RequestScoped
@Unremovable // Only templates ask for it.
public class Purse {

    private static final Logger LOG = Logger.getLogger(Purse.class);
    private static final String NONE_YET = "wallet_not_found";

    private final Billing billing;
    private final Visitor visitor;
    private boolean asked;
    private Optional<Wallet> wallet = Optional.empty();

    Purse(Billing billing, Visitor visitor) {
        this.billing = billing;
        this.visitor = visitor;
    }

    /// The wallet for templates.
    @TemplateGlobal
    static Optional<Wallet> purse() {
        return CDI.current().select(Purse.class).get().wallet();
    }

    /// The wallet; nothing while billing is away: then a page says so and shows the rest.
    public Optional<Wallet> wallet() {
        if (!asked && visitor.signedIn()) {
            asked = true;
            wallet = ask(visitor.tenant().id);
        }
        return wallet;
    }

    private Optional<Wallet> ask(UUID tenant) {
        try {
            return Optional.of(findOrMake(tenant));
        } catch (BillingAway | BillingRefused e) {
            LOG.warnf("no wallet from billing: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private Wallet findOrMake(UUID tenant) {
        try {
            return billing.ask(api -> api.wallet(tenant));
        } catch (BillingRefused e) {
            if (!e.is(NONE_YET)) {
                throw e;
            }
            return billing.ask(api -> api.makeWallet(tenant));
        }
    }
}
