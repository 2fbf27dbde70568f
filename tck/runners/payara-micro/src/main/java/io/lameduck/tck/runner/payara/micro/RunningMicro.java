package io.lameduck.tck.runner.payara.micro;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** A Payara Micro that runs, told by an agent in its JVM what to deploy. */
final class RunningMicro {

  private final long pid;

  RunningMicro(long pid) {
    this.pid = pid;
  }

  void deploy(Path archive) throws IOException {
    order(DeployerAgent.DEPLOY + archive.toAbsolutePath());
  }

  void undeploy(Path archive) throws IOException {
    order(DeployerAgent.UNDEPLOY + DeployerAgent.name(archive));
  }

  private void order(String order) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        machine.loadAgent(agent(), order);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException
        | URISyntaxException e) {
      throw new IOException("could not " + order, e);
    }
  }

  /** The jar of this class, whose manifest names the agent. */
  private static String agent() throws URISyntaxException {
    return Path.of(RunningMicro.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
