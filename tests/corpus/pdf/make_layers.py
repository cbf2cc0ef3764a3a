"""Writes the PDF sample with layers (optional content), the same bytes on every run."""

from __future__ import annotations

from tests.corpus.pdf.make_samples import Pdf, text


def layers() -> None:
    """Text on layers that are on and off, by marked content, by forms, and by memberships."""
    pdf = Pdf()
    shown = pdf.add(b"<< /Type /OCG /Name (Plan) >>")
    hidden = pdf.add(b"<< /Type /OCG /Name (Draft of the survey) >>")
    member = pdf.add(b"<< /Type /OCMD /OCGs [%d 0 R] /P /AllOn >>" % hidden)
    nearly = pdf.add(b"<< /Type /OCMD /OCGs [%d 0 R %d 0 R] >>" % (shown, hidden))
    catalog = "/OCProperties << /OCGs [{0} 0 R {1} 0 R] /D << /BaseState /ON /OFF [{1} 0 R] >> >>"
    pdf.catalog = catalog.format(shown, hidden).encode()
    forms = [
        pdf.stream(
            text(0, 0, 10, words).encode(),
            b" /Type /XObject /Subtype /Form /BBox [0 -5 300 20] /Resources << %s >> /OC %d 0 R"
            % (pdf.resources, layer),
        )
        for layer, words in ((shown, "A form on the plan."), (hidden, "A form of the draft."))
    ]
    resources = (
        f"/Properties << /Plan {shown} 0 R /Draft {hidden} 0 R /Both {member} 0 R /Either {nearly} 0 R >> "
        f"/XObject << /Shown {forms[0]} 0 R /Hidden {forms[1]} 0 R >>"
    ).encode()

    def on(layer: str, painted: str) -> str:
        return f"/OC /{layer} BDC\n{painted}EMC\n"

    pdf.page(
        text(50, 540, 10, "The quay is drawn to scale.")
        + on("Plan", text(50, 520, 10, "The plan shows three sheds."))
        + on("Draft", text(50, 500, 10, "The draft shows a fourth."))
        + on("Plan", on("Draft", text(50, 480, 10, "Within the plan there is more draft.")))
        + on("Both", text(50, 460, 10, "A membership of the draft."))
        + on("Either", text(50, 440, 10, "A membership of either."))
        + "q 1 0 0 1 50 420 cm /Shown Do Q\nq 1 0 0 1 50 400 cm /Hidden Do Q\n"
        + on("Draft", "q 1 0 0 1 50 380 cm /Shown Do Q\n"),
        resources=resources,
    )
    pdf.write("layers.pdf")


LAYERS = (layers,)


def main() -> None:
    """Write all samples."""
    for make in LAYERS:
        make()


if __name__ == "__main__":
    main()
