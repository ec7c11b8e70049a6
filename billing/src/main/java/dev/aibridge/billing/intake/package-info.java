/// Usage events on their way from the gateways' journals into the books.
@NullMarked
package dev.aibridge.billing.intake;

import org.jspecify.annotations.NullMarked;
