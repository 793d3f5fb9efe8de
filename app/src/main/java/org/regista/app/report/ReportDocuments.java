package org.regista.app.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.regista.io.AtomicFile;
import org.regista.job.ResultDocuments;
import org.regista.job.result.RegistrationRecord;
import org.regista.transform.AffineTransform;
import org.regista.transform.Transform;
import org.regista.viewers.slice.FusedPicture;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.slice.SliceRenderer;

/** Writes report.html, one page that needs no other file, and fused.png. */
public final class ReportDocuments implements ResultDocuments {

  /** The page. */
  public static final String REPORT = "report.html";

  /** The fused picture by itself. */
  public static final String FUSED = "fused.png";

  private static final int PANEL_PIXELS = 360;

  @Override
  public void write(Path folder, Completed registration) {
    RegistrationRecord record = registration.record();
    Transform after = registration.result().transform();
    AffineTransform before =
        AffineTransform.identity(registration.fixed().space(), registration.moving().space());
    RegistrationBadge badge = Badges.of(record);
    SliceRenderer renderer = new SliceRenderer(record.run().threads());
    Scene scene = new Scene(registration.fixed(), registration.moving(), after);
    FusedPicture picture = FusedPicture.of(scene, PANEL_PIXELS, renderer);
    byte[] fused = picture.through(after, badge).toPng();
    byte[] compared = picture.beforeAndAfter(before, after, badge).toPng();
    String page = new ReportPage(record, compared).html();
    AtomicFile.write(folder.resolve(FUSED), out -> out.write(fused));
    AtomicFile.write(
        folder.resolve(REPORT), out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
  }
}
