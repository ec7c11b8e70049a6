package dev.aibridge.portal;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MediaType;

/// The pages. They read the database while they are made, so none runs on an event loop.
@ApplicationPath("/")
@Blocking
public class Portal extends Application {

    /// What pages are: said, so that they are compressed also when a page chooses its status.
    public static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";
}
