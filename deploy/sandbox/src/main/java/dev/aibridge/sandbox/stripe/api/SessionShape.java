package dev.aibridge.sandbox.stripe.api;

import dev.aibridge.sandbox.stripe.params.Shape;

/// The parameters of `POST /v1/checkout/sessions`.
final class SessionShape {

    private static final int MAX_LINE_ITEMS = 100;
    private static final long MAX_AMOUNT = 99_999_999;
    private static final long MAX_QUANTITY = 999_999_999_999L;

    private static final Shape.Fields PRODUCT =
            Shape.Fields.none()
                    .needing("name", Shape.text(250))
                    .with("description", Shape.text(40_000))
                    .with("images", new Shape.ListOf(new Shape.Url(), 8))
                    .with("metadata", new Shape.Metadata())
                    .without("tax_code", "unit_label");

    private static final Shape.Fields PRICE =
            Shape.Fields.none()
                    .needing("currency", new Shape.Money())
                    .needing("product_data", PRODUCT)
                    .needing("unit_amount", new Shape.Whole(0, MAX_AMOUNT))
                    .without("product", "recurring", "tax_behavior", "unit_amount_decimal");

    private static final Shape.Fields LINE_ITEM =
            Shape.Fields.none()
                    .with("price", Shape.id())
                    .with("price_data", PRICE)
                    .needing("quantity", new Shape.Whole(1, MAX_QUANTITY))
                    .with("metadata", new Shape.Metadata())
                    .without("adjustable_quantity", "dynamic_tax_rates", "tax_rates");

    private static final Shape.Fields INTENT_DATA =
            Shape.Fields.none()
                    .with("description", Shape.text(1_000))
                    .with("metadata", new Shape.Metadata())
                    .with("receipt_email", new Shape.Email())
                    .with("setup_future_usage", Shape.oneOf("off_session", "on_session"))
                    .with("statement_descriptor", Shape.text(22))
                    .with("statement_descriptor_suffix", Shape.text(22))
                    .without(
                            "application_fee_amount",
                            "capture_method",
                            "on_behalf_of",
                            "shipping",
                            "transfer_data",
                            "transfer_group");

    static final Shape.Fields OPEN =
            Shape.Fields.none()
                    .needing("line_items", new Shape.ListOf(LINE_ITEM, MAX_LINE_ITEMS))
                    .needing("mode", Shape.oneOf("payment", "setup", "subscription"))
                    .needing("success_url", new Shape.Url())
                    .with("allow_promotion_codes", new Shape.Flag())
                    .with("billing_address_collection", Shape.oneOf("auto", "required"))
                    .with("cancel_url", new Shape.Url())
                    .with("client_reference_id", Shape.text(200))
                    .with("currency", new Shape.Money())
                    .with("customer", Shape.id())
                    .with("customer_creation", Shape.oneOf("always", "if_required"))
                    .with("customer_email", new Shape.Email())
                    .with("expires_at", new Shape.Whole(0, 99_999_999_999L))
                    .with("locale", Shape.oneOf(locales()))
                    .with("metadata", new Shape.Metadata())
                    .with("payment_intent_data", INTENT_DATA)
                    .with("payment_method_types", new Shape.ListOf(methods(), 10))
                    .with("submit_type", Shape.oneOf("auto", "book", "donate", "pay"))
                    .with(
                            "ui_mode",
                            Shape.oneOf("elements", "embedded_page", "form", "hosted_page"))
                    .without(
                            "adaptive_pricing",
                            "after_expiration",
                            "automatic_tax",
                            "branding_settings",
                            "consent_collection",
                            "custom_fields",
                            "custom_text",
                            "customer_account",
                            "customer_update",
                            "discounts",
                            "excluded_payment_method_types",
                            "integration_identifier",
                            "invoice_creation",
                            "managed_payments",
                            "name_collection",
                            "optional_items",
                            "origin_context",
                            "payment_method_collection",
                            "payment_method_configuration",
                            "payment_method_data",
                            "payment_method_options",
                            "permissions",
                            "phone_number_collection",
                            "redirect_on_completion",
                            "return_url",
                            "saved_payment_method_options",
                            "setup_intent_data",
                            "shipping_address_collection",
                            "shipping_options",
                            "subscription_data",
                            "tax_id_collection",
                            "wallet_options");

    private SessionShape() {}

    private static Shape methods() {
        return Shape.oneOf("card", "us_bank_account", "sepa_debit", "alipay", "wechat_pay", "link");
    }

    private static String[] locales() {
        return ("auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv"
                        + " ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW")
                .split(" ");
    }
}
