/** Deployments: configuration, packaging, undeploy and redeploy. */
@org.jspecify.annotations.NullMarked
package io.lameduck.tck.suite.deploy;
