package io.lameduck.samples.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The shop answers below its context path. */
@ApplicationPath("/")
public class ShopApplication extends Application {}
