package io.lameduck.tck.app.stopper;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Has the server undeploy the application, and waits for it, in a request of the application. */
@WebServlet("/undeploy")
public class UndeployServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    String name = request.getContextPath().substring(1);
    System.out.println("UNDEPLOYING " + name);
    try {
      undeploy(name);
      System.out.println("UNDEPLOY DONE");
    } catch (JMException | ReflectiveOperationException | RuntimeException e) {
      System.out.println("UNDEPLOY FAILED " + e);
    }
  }

  private static void undeploy(String name) throws JMException, ReflectiveOperationException {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    ObjectName wildFly = new ObjectName("jboss.as:deployment=" + name + ".war");
    if (beans.isRegistered(wildFly)) {
      beans.invoke(wildFly, "undeploy", new Object[0], new String[0]);
    } else {
      undeployFromPayara(name);
    }
  }

  /** By the deployer of the API for embedding, which the server has as a service. */
  private static void undeployFromPayara(String name) throws ReflectiveOperationException {
    Class<?> globals = Class.forName("org.glassfish.internal.api.Globals");
    Class<?> type = Class.forName("org.glassfish.embeddable.CommandRunner");
    Object runner = globals.getMethod("get", Class.class).invoke(null, type);
    Method run = type.getMethod("run", String.class, String[].class);
    // After it no class of the application can be loaded any more.
    Object unused = run.invoke(runner, "undeploy", new String[] {name});
  }
}
