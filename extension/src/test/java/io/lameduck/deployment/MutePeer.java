package io.lameduck.deployment;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** A deployment of another version, or a broken one: it never answers one question. */
final class MutePeer implements DynamicMBean {

  private final String question;

  /** Never answers to this attribute or operation; knows no other. */
  MutePeer(String question) {
    this.question = question;
  }

  private void hear(String name) {
    if (name.equals(question)) {
      System.out.println("ASKED " + name);
    }
    while (name.equals(question)) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        System.out.println("interrupted");
      }
    }
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    hear(name);
    throw new AttributeNotFoundException(name);
  }

  @Override
  public Object invoke(String operation, Object[] parameters, String[] signature)
      throws ReflectionException {
    hear(operation);
    throw new ReflectionException(new NoSuchMethodException(operation));
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName());
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    return new AttributeList();
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return new MBeanInfo(List.class.getName(), "mute", null, null, null, null);
  }
}
