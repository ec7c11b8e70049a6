/// The whole system as customers and faults meet it: packaged applications, real servers, a vendor
/// that is simulated.
@NullMarked
package dev.aibridge.chaos;

import org.jspecify.annotations.NullMarked;
