"""A department in the middle of its work, so that each page has something to show."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from docflow.models import Dispatch, Person, Recipient, Unit
from docflow.office import (
    approval,
    drafting,
    enclosures,
    figures,
    following,
    issuing,
    late,
    links,
    prints,
    reporting,
    snippets,
    worker,
)
from docflow.office.desk import Desk
from docflow.office.drafting import Edit
from docflow.papers import blocks
from docflow.rules.calendar import working_day_after
from tests import people
from tests.papers import files

TEMPLATE = "huong_dan_cai_dat_ung_dung"
FIGURES = {"people": "12", "smart_thanh_hoa": "10", "bluezone": "11", "guided": "1680"}
_LETTERS, _ANSWERS = 20, 15
#: Units that have reported on the half-reported dispatch, and one that has taken note only.
REPORTED_CLINIC, NOTED_CLINIC = "tu-nhan-002", "tu-nhan-003"
#: Recipients that owe nothing: an office above, and a person.
INFORMED, DIRECTOR = "uy-ban-nhan-dan-tinh-thanh-hoa", "giam-doc-so"


@dataclass
class Stage:
    """What a test may open: dispatches by state, recipients' rows and links' tokens by name."""

    keys: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def build(app: Flask) -> Stage:
    """Lead a dispatch to every state there is; ``app`` has the demo department and no dispatch."""
    with app.test_request_context("/", base_url=app.config["DOCFLOW_BASE_URL"]):
        return _Builder(app.extensions["docflow"].desk()).build()


class _Builder:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.stage = Stage()

    def build(self) -> Stage:
        now = self.desk.now
        late = replace(self.desk, now=lambda: now() - timedelta(days=28))
        self._keep(
            "overdue",
            self._issued(
                late, "hướng dẫn cài đặt ứng dụng khai báo y tế", days=5, edit=self._along()
            ),
        )
        self._keep(
            "issued", self._issued(self.desk, "hướng dẫn cài đặt ứng dụng quản lý tiêm chủng")
        )
        self._keep(
            "signed", self._signed(self.desk, "hướng dẫn cài đặt ứng dụng đặt lịch khám bệnh")
        )
        self._early_states()
        self._answers(late)
        return self.stage

    def _along(self, **more: Any) -> Edit:
        """Return an edit that lets a paper and a form to fill in go along."""
        told = [
            (
                "Danh sách đơn vị thực hiện",
                "Danh sách đơn vị thực hiện.pdf",
                "pdf",
                files.paper(2),
                2,
            ),
            ("Biểu mẫu", "bieu-mau.xlsx", "xlsx", files.workbook(files.ROWS), None),
        ]
        taken = [
            enclosures.Taken(title, name, kind, self.desk.storage.put(content), len(content), pages)
            for title, name, kind, content, pages in told
        ]
        return Edit(enclosures=[{"taken": one} for one in taken], **more)

    def _snippet(self) -> None:
        text = "Giao phòng Nghiệp vụ Y theo dõi, đôn đốc việc thực hiện."
        told = snippets.keep(
            self.desk, name="Đôn đốc", text=text, shared=True, by=self._person(people.DRAFTER)
        )
        self.stage.keys["snippet"] = told.id

    def _early_states(self) -> None:
        self._snippet()
        desk, deputy = self.desk, self._person(people.DEPUTY)
        table = "| TT | Đơn vị |\n| --- | --- |\n| 1 | Bệnh viện Nhi |"
        annexes = [
            {"title": "Danh sách đơn vị", "text": table, "landscape": True},
            {"title": "", "text": "1. Tên đơn vị.", "landscape": False},
        ]
        subject = "hướng dẫn sử dụng ứng dụng theo dõi sức khỏe"
        self._keep("annexed", self._draft(desk, subject, edit=self._along(annexes=annexes)))
        self._keep("draft", self._draft(desk, "hướng dẫn sử dụng ứng dụng sổ sức khỏe điện tử"))
        self._long_letters()
        self._keep("issuing", self._issuing())
        self._keep("along", self._annexes_written_twice())
        self._keep("twice", self._written_twice("hướng dẫn cài đặt ứng dụng hồ sơ bệnh án"))
        self._keep("submitted", self._submitted(desk, "hướng dẫn cài đặt ứng dụng tư vấn từ xa"))
        self._keep("waiting", self._submitted(desk, "hướng dẫn cài đặt ứng dụng tra cứu thuốc"))
        back = self._returned("hướng dẫn cài đặt ứng dụng tiếp nhận phản ánh")
        again = self._returned("hướng dẫn cài đặt ứng dụng theo dõi dịch bệnh")
        author = self._person(people.DRAFTER)
        edit = Edit(subject=again.subject + " trong mùa đông")
        again = drafting.save(desk, again, edit, seen=again.version, by=author, keep=True)
        self._keep("again", approval.submit(desk, again, seen=again.version, by=author))
        self._keep("returned", back)
        approved = self._submitted(desk, "hướng dẫn cài đặt ứng dụng quản lý bệnh án")
        self._approve(desk, approved, deputy)
        self._keep("approved", approved)
        undecided = self._submitted(desk, "hướng dẫn cài đặt ứng dụng quản lý trang thiết bị")
        patient = replace(desk, policy=replace(desk.policy, undo_seconds=3600))
        self._approve(patient, undecided, deputy)
        self._keep("open", undecided)

    def _long_letters(self) -> None:
        """Keep a letter too long to be printed while somebody waits, and one that is in print."""
        rows = "".join(f"| {place} | Trạm y tế xã số {place} |\n" for place in range(1, 201))
        body = f"Báo cáo về Sở Y tế chậm nhất {{due_on}}.\n\n| TT | Đơn vị |\n| --- | --- |\n{rows}"
        for name, subject in (("long", "rà soát trạm y tế"), ("printing", "kiểm tra trạm y tế")):
            draft = self._draft(self.desk, subject)
            edit, author = Edit(body=body), self._person(people.DRAFTER)
            self._keep(name, drafting.save(self.desk, draft, edit, seen=draft.version, by=author))
        prints.ask(self.desk, self._get("printing"), by=author)

    def _answers(self, late: Desk) -> None:
        rows = figures.recipients(self.desk, self._get("issued"), size=60)[0]
        spared = (people.RECEIVER, people.STRANGER)
        able = [
            one for one in rows if one.owes and self._officer(one) and one.unit.code not in spared
        ]
        for place, one in enumerate(able[:_ANSWERS]):
            self._answer(self.desk, one, self._officer(one), reported=place % 3 > 0)
        for name, code, dispatch in (
            ("fresh", people.RECEIVER, "issued"), ("noted", people.RECEIVER, "overdue"),
            ("reported", people.STRANGER, "issued"), ("link", people.CLINIC, "issued"),
            ("link_noted", NOTED_CLINIC, "issued"), ("link_reported", REPORTED_CLINIC, "issued"),
            ("informed", INFORMED, "issued"), ("director", DIRECTOR, "issued"),
        ):  # fmt: skip
            self.stage.rows[name] = self._row(code, dispatch).id
        for name in ("noted", "link_noted", "reported", "link_reported"):
            row = self.desk.session.get_one(Recipient, self.stage.rows[name])
            desk = late if name == "noted" else self.desk
            self._answer(desk, row, self._officer(row), reported=name.endswith("reported"))
        for name in ("link", "link_noted", "link_reported"):
            row = self.desk.session.get_one(Recipient, self.stage.rows[name])
            with self.desk.work():
                self.stage.tokens[name] = links.mint(self.desk, row, None)

    def _answer(self, desk: Desk, one: Recipient, by: Any, *, reported: bool) -> None:
        by = by or links.Holder(one.id, one.name)
        following.acknowledge(desk, one, name="Văn thư đơn vị", post="Văn thư", by=by)
        if reported:
            told = reporting.Filled(FIGURES, desk.today(), "Văn thư đơn vị", "Thủ trưởng đơn vị")
            reporting.report(desk, one, told, by=by)

    def _draft(
        self, desk: Desk, subject: str, *, days: int = 10, edit: Edit | None = None
    ) -> Dispatch:
        due = working_day_after(desk.today(), days).isoformat()
        template = desk.catalogue.get(TEMPLATE)
        answers: dict[str, Any] = template.sample | {"due_on": due, "trich_yeu": subject}
        by = self._person(people.DRAFTER)
        return drafting.draft(desk, template.code, answers, by=by, edit=edit)

    def _written_twice(self, subject: str) -> Dispatch:
        """Let the clerk's text come too late: the head of room has saved another one."""
        draft, clerk = self._draft(self.desk, subject), self._person(people.DRAFTER)
        was = blocks.to_markup(draft.content["body"]).split("\n\n")
        mine = [*was[:1], was[1].replace("các", "tất cả các"), *was[2:], "Đoạn của chuyên viên."]
        theirs = ["Đoạn của trưởng phòng.", was[0], was[1].replace("các", "những"), *was[2:]]
        head = self._person(people.HEAD_OF_ROOM)
        edit = Edit(subject=subject + " điện tử", body="\n\n".join(mine))
        late.set_aside(self.desk, draft, edit, by=clerk)
        edit = Edit(body="\n\n".join(theirs))
        return drafting.save(self.desk, draft, edit, seen=draft.version, by=head)

    def _issuing(self) -> Dispatch:
        """Draft a decision that issues a document in its own file, with an annex besides."""
        sample = self.desk.catalogue.get("quyet_dinh_ban_hanh").sample
        clerk = self._person(people.DRAFTER)
        draft = drafting.draft(self.desk, "quyet_dinh_ban_hanh", sample, by=clerk)
        told = [*draft.content["annexes"], {"title": "Biểu mẫu", "text": "1. Tên đơn vị."}]
        return drafting.save(self.desk, draft, Edit(annexes=told), seen=1, by=clerk)

    def _annexes_written_twice(self) -> Dispatch:
        """Let two write at the annexes of one draft: one is changed by both, one dropped by one."""
        draft, clerk = self._issuing(), self._person(people.DRAFTER)
        one, two = draft.content["annexes"]
        head = self._person(people.HEAD_OF_ROOM)
        theirs = Edit(annexes=[{**one, "heading": "Quy định"}])
        draft = drafting.save(self.desk, draft, theirs, seen=2, by=head)
        text = "Điều 1. **Phạm vi điều chỉnh**\n\n1. Văn bản này quy định việc tiếp nhận văn bản."
        mine = [{**one, "body": None, "text": text}, {**two, "landscape": True}]
        late.set_aside(self.desk, draft, Edit(annexes=mine), by=clerk)
        return draft

    def _submitted(self, desk: Desk, subject: str, **more: Any) -> Dispatch:
        draft = self._draft(desk, subject, **more)
        return approval.submit(desk, draft, seen=draft.version, by=self._person(people.DRAFTER))

    def _returned(self, subject: str) -> Dispatch:
        sent = self._submitted(self.desk, subject)
        reason = "Ghi rõ đầu mối tiếp nhận báo cáo ở mục 3."
        deputy = self._person(people.DEPUTY)
        approval.send_back(
            self.desk, sent, reason=reason, seen=sent.content_sha256 or "", by=deputy
        )
        return sent

    def _signed(self, desk: Desk, subject: str, **more: Any) -> Dispatch:
        sent = self._submitted(desk, subject, **more)
        self._approve(desk, sent, self._person(people.DEPUTY))
        worker.work_off(desk)
        return desk.session.get_one(Dispatch, sent.id)

    def _issued(self, desk: Desk, subject: str, **more: Any) -> Dispatch:
        signed = self._signed(desk, subject, **more)
        issued = issuing.issue(desk, signed, by=self._person(people.RECORDS_CLERK))
        # A few letters are enough to look at; all of them would take half a minute.
        left = iter(range(_LETTERS))
        worker.work_off(desk, stop=lambda: next(left, None) is None)
        return desk.session.get_one(Dispatch, issued.id)

    def _approve(self, desk: Desk, dispatch: Dispatch, by: Person) -> None:
        seen = dispatch.content_sha256 or ""
        approval.approve(desk, dispatch, version=dispatch.version, sha256=seen, by=by)

    def _keep(self, name: str, dispatch: Dispatch) -> None:
        self.stage.keys[name] = dispatch.id

    def _get(self, name: str) -> Dispatch:
        return self.desk.session.get_one(Dispatch, self.stage.keys[name])

    def _person(self, login: str) -> Person:
        return self._one(select(Person).where(Person.login == login))

    def _row(self, code: str, dispatch: str) -> Recipient:
        wanted = select(Recipient).join(Unit, Unit.id == Recipient.unit_id).where(Unit.code == code)
        return self._one(wanted.where(Recipient.dispatch_id == self.stage.keys[dispatch]))

    def _one(self, query: Any) -> Any:
        return self.desk.session.scalars(query).unique().one()

    def _officer(self, one: Recipient) -> Person | None:
        wanted = select(Person).where(Person.unit_id == one.unit_id, Person.active)
        return self.desk.session.scalars(wanted).unique().first()
