package io.lameduck.tck.suite;

import java.nio.file.Path;
import java.util.List;

/** Something to deploy. */
interface Deployable {

  /** Where it answers; an EAR in several places. */
  List<String> contextPaths();

  /** Writes it into that folder; returns the file. */
  Path exportTo(Path directory);
}
