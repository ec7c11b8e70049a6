/// The list of models, in the shape of each dialect.
@NullMarked
package dev.aibridge.gateway.api.models;

import org.jspecify.annotations.NullMarked;
