@org.jspecify.annotations.NullMarked
package io.lameduck.tck.messages;
