package io.lameduck.tck.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks what shows that a test can fail: the same scenario without the jar, or without what the jar
 * offers. It starts servers of its own, and what a bare server does changes with its version only.
 * So the short form of the suite runs the controls where {@value Controls#PROPERTY} is true, which
 * one runner sets, and the records behind the docs' matrix have to have them all.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Controls.class)
@interface Control {}
