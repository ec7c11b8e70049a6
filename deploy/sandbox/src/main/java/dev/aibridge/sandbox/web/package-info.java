/// What the sandbox's own pages and small servers share.
@NullMarked
package dev.aibridge.sandbox.web;

import org.jspecify.annotations.NullMarked;
