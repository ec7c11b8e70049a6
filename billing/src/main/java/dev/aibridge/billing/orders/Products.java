package dev.aibridge.billing.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.audit.Admin;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// What is on sale, and how an admin changes it. What was ordered keeps the terms of its day.
@ApplicationScoped
public class Products {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");

    private final Session records;
    private final ObjectMapper json;

    /// Products in those records.
    public Products(Session records, ObjectMapper json) {
        this.records = records;
        this.json = json;
    }

    /// A product and its id.
    public record Listed(String id, ProductTerms terms) {}

    /// All of them, in order.
    public List<Listed> all() {
        return QuarkusTransaction.requiringNew()
                .call(() -> Product.inOrder().stream().map(Products::listed).toList());
    }

    /// Those on sale, in order.
    public List<Listed> onSale() {
        return all().stream().filter(product -> product.terms().active()).toList();
    }

    /// Whether a product may have that id.
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /// Adds a product; empty when there is one of that id.
    public Optional<Listed> create(String id, ProductTerms terms, Admin admin) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            if (Product.findById(id) != null) {
                                return Optional.empty();
                            }
                            new Product(id, terms).persist();
                            tell(admin, "product.create", id, null, terms);
                            return Optional.of(new Listed(id, terms));
                        });
    }

    /// Changes a product; empty when there is none of that id.
    public Optional<Listed> change(String id, ProductTerms terms, Admin admin) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            Optional<Product> found = Product.findByIdOptional(id);
                            found.ifPresent(
                                    product -> {
                                        tell(admin, "product.change", id, product.terms(), terms);
                                        product.change(terms);
                                    });
                            return found.map(Products::listed);
                        });
    }

    private static Listed listed(Product product) {
        return new Listed(product.id(), product.terms());
    }

    private void tell(
            Admin admin,
            String action,
            String id,
            @Nullable ProductTerms before,
            ProductTerms after) {
        Map<String, @Nullable ProductTerms> detail = new LinkedHashMap<>();
        detail.put("before", before);
        detail.put("after", after);
        Act act = new Act(admin.subject(), admin.name(), action, null, id, null, write(detail));
        records.doWork(act::append);
    }

    private String write(Map<String, @Nullable ProductTerms> detail) {
        try {
            return json.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
