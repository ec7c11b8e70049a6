@NullMarked
package dev.aibridge.bench;

import org.jspecify.annotations.NullMarked;
