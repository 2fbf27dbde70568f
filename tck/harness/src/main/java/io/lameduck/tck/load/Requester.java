package io.lameduck.tck.load;

/** Sends requests of a load; its results are counted by its label. */
public interface Requester {

  /** The name that reports show. */
  String label();
}
