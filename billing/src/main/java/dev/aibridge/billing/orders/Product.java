package dev.aibridge.billing.orders;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;

/// What is sold: so many tokens for so much money.
@Entity
@Table(schema = "billing")
public class Product extends PanacheEntityBase {

    @Id private String id;
    private String name;
    private long tokens;
    private long bonus;
    private long amountMinor;
    private String currency;
    private boolean active;
    private int position;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected Product() {}

    Product(String id, ProductTerms terms) {
        this.id = id;
        this.name = terms.name();
        this.currency = terms.currency();
        change(terms);
    }

    final void change(ProductTerms terms) {
        name = terms.name();
        tokens = terms.tokensMicro();
        bonus = terms.bonusMicro();
        amountMinor = terms.amountMinor();
        currency = terms.currency();
        active = terms.active();
        position = terms.position();
    }

    static Optional<Product> onSale(String id) {
        return find("id = ?1 and active", id).firstResultOptional();
    }

    static List<Product> inOrder() {
        return list("order by position, id");
    }

    String id() {
        return id;
    }

    ProductTerms terms() {
        return new ProductTerms(name, tokens, bonus, amountMinor, currency, active, position);
    }
}
