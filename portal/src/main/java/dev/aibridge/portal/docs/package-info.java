/// How to call the gateway, and what its errors mean.
@NullMarked
package dev.aibridge.portal.docs;

import org.jspecify.annotations.NullMarked;
