package io.lameduck.tck.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.testng.annotations.Test;

/** Which descriptors are replaced, and which not. */
public final class EmptyBeansXmlTest {

  private static final Asset WRITTEN = new StringAsset("<beans/>");

  private final JavaArchive library =
      ShrinkWrap.create(JavaArchive.class)
          .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
          .addAsManifestResource(EmptyAsset.INSTANCE, "other.xml");

  @Test
  public void shouldReplaceAnEmptyOneInArchiveAndLibrary() {
    WebArchive archive =
        ShrinkWrap.create(WebArchive.class)
            .addAsLibrary(library)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");

    EmptyBeansXml.replaceIn(archive);

    assertThat(archive.get("WEB-INF/beans.xml").getAsset()).isSameAs(EmptyBeansXml.ALL);
    assertThat(library.get("META-INF/beans.xml").getAsset()).isSameAs(EmptyBeansXml.ALL);
    assertThat(library.get("META-INF/other.xml").getAsset()).isSameAs(EmptyAsset.INSTANCE);
  }

  @Test
  public void shouldAddOneWhereTheContainerReadsIt() {
    WebArchive archive =
        ShrinkWrap.create(WebArchive.class).addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml");

    EmptyBeansXml.replaceIn(archive);

    assertThat(archive.get("WEB-INF/beans.xml").getAsset()).isSameAs(EmptyBeansXml.ALL);
  }

  @Test
  public void shouldAddNoneToAWarWithout() {
    WebArchive archive = ShrinkWrap.create(WebArchive.class).addAsLibrary(library);

    EmptyBeansXml.replaceIn(archive);

    assertThat(archive.contains("WEB-INF/beans.xml")).isFalse();
  }

  @Test
  public void shouldLeaveAWrittenOne() {
    WebArchive archive =
        ShrinkWrap.create(WebArchive.class).addAsWebInfResource(WRITTEN, "beans.xml");

    EmptyBeansXml.replaceIn(archive);

    assertThat(archive.get("WEB-INF/beans.xml").getAsset()).isSameAs(WRITTEN);
  }
}
