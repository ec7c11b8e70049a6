package dev.aibridge.portal.guard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Only for who typed their password a short while ago (`aibridge.portal.fresh-sign-in`): whoever
/// finds an open browser gets no money and no vendor's key.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fresh {}
