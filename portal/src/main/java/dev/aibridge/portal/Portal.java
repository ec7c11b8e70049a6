package dev.aibridge.portal;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/// The pages. They read the database while they are made, so none runs on an event loop.
@ApplicationPath("/")
@Blocking
public class Portal extends Application {}
