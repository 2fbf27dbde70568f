package io.lameduck.tck.app.injected;

/** What no bean provides. */
public interface Unprovided {}
