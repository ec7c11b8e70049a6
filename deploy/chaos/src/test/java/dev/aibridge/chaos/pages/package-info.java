/// The pages of a running system, worked by people with a real browser.
@NullMarked
package dev.aibridge.chaos.pages;

import org.jspecify.annotations.NullMarked;
