/// HTTP in: the routes, one package per client dialect.
@NullMarked
package dev.aibridge.gateway.api;

import org.jspecify.annotations.NullMarked;
