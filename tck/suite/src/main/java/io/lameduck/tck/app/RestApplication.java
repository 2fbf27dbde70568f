package io.lameduck.tck.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts the JAX-RS resources below {@code /api}. */
@ApplicationPath("/api")
public class RestApplication extends Application {}
