"""Publishing: every page, picture and file of every report, put into the folder of a site."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.drawing.frame import Frame
from app.drawing.shapes import MapProject
from app.errors import SiteError
from app.exports.standalone import list_former_ids
from app.messages import DEFAULT_LANGUAGE, LANGUAGES
from app.published.country import current_country
from app.published.store import Store
from app.site.assets import list_assets, write_data_script
from app.site.comparing import list_change_files, make_changes
from app.site.country import list_country_pages, tiles_place
from app.site.days import newest_day, record_day
from app.site.digests import digest_report, made_from_all
from app.site.downloads import (
    list_downloads,
    list_papers,
    make_download,
    make_downloads,
    make_paper,
)
from app.site.folder import SiteFolder, Tally, open_folder
from app.site.following import write_feeds
from app.site.lost import NOT_FOUND, list_old_addresses, write_moved, write_not_found
from app.site.map_page import CITY_PICTURE, REPORTS_SCRIPT, make_map_page
from app.site.meetings import list_pair_files, make_meetings
from app.site.near_page import make_near_page, near_data
from app.site.offline import write_app_manifest, write_worker
from app.site.page import SHELF, Page, own_style_place, write_page
from app.site.paths import INDEX, language_folder
from app.site.pictures import (
    PROJECT_SIZES,
    SHEET_SIZES,
    Size,
    draw_picture,
    frame_project,
    frame_sheet,
    key_of,
    list_seen,
)
from app.site.plates import picture_place
from app.site.previews import describe_page, draw_page, preview_place
from app.site.project_page import make_project_page, project_name
from app.site.reading import make_about, make_report
from app.site.sheets import list_sheets, make_list, make_sheet, order_projects, select_sheet
from app.site.shelf import make_shelf
from app.site.sitemap import Listed, note_listed, read_listed, write_robots, write_sitemaps
from app.site.stories import make_stories, make_story, named_stories
from app.site.tallies import list_tables, make_overview, make_promises
from app.site.volume import Edition, Setting, Volume
from app.site.years import draw_year, make_years, year_picture, years_of
from app.words.record import RecordWords
from projects.errors import Fault, sum_faults
from projects.feature import make_feature
from projects.filters import Filters, select_projects

if TYPE_CHECKING:
    from projects.atlas.opened import Atlas

Tell = Callable[[str], None]


def _put_picture(  # noqa: PLR0913, PLR0917 - what a picture shows, and from what it is made
    folder: SiteFolder,
    edition: Edition,
    name: str,
    frame: Frame,
    shown: Sequence[MapProject],
    made_from: Sequence[object],
    **how: Any,  # noqa: ANN401 - what `draw_picture` takes
) -> None:
    """Put one picture into the folder, drawn where what it is made from has changed."""
    folder.make(
        picture_place(edition, name),
        partial(draw_picture, edition, frame, shown, **how),
        made_from=made_from_all(key_of(edition, frame, shown, *made_from)),
    )


def _put_places(folder: SiteFolder, edition: Edition) -> None:
    """Put the pictures of every place that is drawn."""
    everything = list(edition.volume.drawn.values())
    for one, (ending, size) in product(everything, PROJECT_SIZES.items()):
        name, frame = one.project.id, frame_project(one, size=size)
        seen = list_seen(frame, everything)
        title = RecordWords(one.project, edition.words).name
        _put_picture(
            folder, edition, name + ending, frame, seen, [name], title=title, selected=name
        )


def _put_sheets(folder: SiteFolder, edition: Edition, *, ending: str, size: Size) -> None:
    """Put the pictures of every sector and district, of every year and of the city in a size."""
    words, drawn = edition.words, edition.volume.drawn
    for sheet in list_sheets(edition):
        _, projects = select_sheet(edition, sheet)
        numbers = {one.id: number for number, one in enumerate(projects, start=1)}
        shown = [drawn[one.id] for one in projects if one.id in drawn]
        if not shown and sheet.district is None:
            continue
        frame = frame_sheet(edition, shown, size=size, district=sheet.district)
        how = {"title": sheet.title, "district": sheet.district, "numbers": numbers}
        made_from = [sheet.name, numbers]
        _put_picture(folder, edition, sheet.picture + ending, frame, shown, made_from, **how)
    everything = list(drawn.values())
    frame = frame_sheet(edition, everything, size=size)
    for year in years_of(edition.volume):
        shown = draw_year(edition.volume, year=year)
        title = words("By the end of {year}", year=year)
        name = year_picture(year) + ending
        _put_picture(folder, edition, name, frame, shown, [year], title=title)
    name = CITY_PICTURE + ending
    _put_picture(folder, edition, name, frame, everything, [CITY_PICTURE], title=edition.title)


def _put_pictures(folder: SiteFolder, edition: Edition) -> None:
    """Put the pictures of an edition, each for a wide window and for a narrow one."""
    _put_places(folder, edition)
    for ending, size in SHEET_SIZES.items():
        _put_sheets(folder, edition, ending=ending, size=size)


def _list_project_pages(edition: Edition) -> Iterator[Page]:
    """List the pages of the projects, each with its neighbours in the list."""
    everything = select_projects(edition.catalogue, filters=Filters())
    projects = order_projects(edition, everything)
    for index, project in enumerate(projects):
        yield make_project_page(
            edition,
            project,
            before=projects[index - 1] if index else None,
            after=projects[index + 1] if index + 1 < len(projects) else None,
        )


def _put_files(folder: SiteFolder, edition: Edition) -> None:
    """Put the files that an edition is handed out as."""
    served = edition.volume.served
    key = made_from_all(
        served.file.digest, served.reference.digest, edition.lang, edition.setting.public_url
    )
    for download in list_downloads(edition):
        folder.make(
            download.place(edition),
            lambda download=download: make_download(edition, download),  # type: ignore[misc]
            made_from=key,
        )
    for adcode, place in list_papers(edition).items():
        folder.make(
            place,
            lambda adcode=adcode: make_paper(edition, adcode),  # type: ignore[misc]
            made_from=made_from_all(key, adcode),
        )
    for name, make in (list_change_files(edition) | list_pair_files(edition)).items():
        folder.put(edition.place_of(name), make())
    for name, body in (list_tables(edition) | write_feeds(edition)).items():
        folder.put(edition.place_of(name), body)


def _list_pages(folder: SiteFolder, edition: Edition) -> Iterator[Page]:
    """List the pages of an edition, those of its projects last."""
    yield make_map_page(edition)
    yield make_near_page(edition)
    yield make_list(edition)
    yield make_overview(edition)
    yield make_promises(edition)
    changes = make_changes(edition)
    if changes is not None:
        yield changes
    yield from make_years(edition)
    yield make_meetings(edition)
    yield make_report(edition)
    stories = named_stories(edition)
    if stories:
        yield make_stories(edition, stories)
    for slug, story in stories.items():
        yield make_story(edition, slug, story)
    yield make_about(edition)
    yield make_downloads(edition, size_of=folder.size_of)
    for sheet in list_sheets(edition):
        yield make_sheet(edition, sheet)
    yield from _list_project_pages(edition)


def _put_preview(folder: SiteFolder, edition: Edition, page: Page) -> str:
    """Put the picture that messengers show of a page; gives its place."""
    place = preview_place(edition, page.name)
    preview = describe_page(edition, page.name)
    seen = preview.projects
    chosen = edition.volume.drawn.get(preview.view.selected or "")
    if chosen is not None:
        frame = frame_project(chosen, size=PROJECT_SIZES[""])
        near = list_seen(frame, list(edition.volume.drawn.values()))
        seen = tuple(one.project for one in near)
    told = replace(preview, projects=())
    records = [make_feature(one) for one in seen]
    key = json.dumps([repr(told), records], ensure_ascii=False, default=str)
    folder.make(place, lambda: draw_page(edition, preview), made_from=made_from_all(key))
    return place


def _put_edition(folder: SiteFolder, edition: Edition) -> list[str]:
    """Put all that a report is in one language; gives the names of its pages."""
    _put_pictures(folder, edition)
    _put_files(folder, edition)
    for place, body in near_data(edition).values():
        folder.put(place, body)
    names = []
    for page in _list_pages(folder, edition):
        if edition.setting.has_previews:
            page = replace(page, picture=_put_preview(folder, edition, page))  # noqa: PLW2901
        folder.put(edition.place_of(page.name), write_page(edition, page))
        if page.own_style:
            folder.put(own_style_place(page), page.own_style.encode())
        names.append(page.name)
    for former, present in list_former_ids(edition.catalogue).items():
        path = edition.place_of(project_name(former))
        place = edition.place_of(project_name(present))
        folder.put(path, write_moved(edition, path=path, place=place))
    return names


def _put_volume(folder: SiteFolder, volume: Volume, *, setting: Setting) -> list[Listed]:
    """Put all that a report is, unless it stands there from the same already; list its pages."""
    among_many = Edition(volume, DEFAULT_LANGUAGE, setting).is_among_many
    key = made_from_all(repr(setting), str(among_many), digest_report(volume))
    kept = folder.keep_part(volume.id, made_from=key)
    if kept is not None:
        return [read_listed(note) for note in kept]
    with folder.make_part(volume.id, made_from=key) as notes:
        names: list[str] = []
        for lang in LANGUAGES:
            names = _put_edition(folder, Edition(volume, lang, setting))
        listed = _date_pages(volume, names)
        notes += [note_listed(one) for one in listed]
    return listed


def _date_pages(volume: Volume, names: Iterable[str]) -> list[Listed]:
    """List the pages of a report for search engines, each with the day of what it tells."""
    edition = Edition(volume, DEFAULT_LANGUAGE)
    catalogue = volume.catalogue
    days = {
        project_name(one.id): record_day(one, catalogue=catalogue) for one in catalogue.projects
    }
    for sheet in list_sheets(edition):
        _, projects = select_sheet(edition, sheet)
        days[sheet.name] = newest_day(projects, catalogue=catalogue)
    newest = newest_day(catalogue.projects, catalogue=catalogue)
    return [Listed(edition.place_of(name), days.get(name, newest)) for name in names]


def _refuse(file: str, faults: Sequence[Fault]) -> SiteError:
    """Make the error of a report that cannot be published."""
    said = sum_faults(faults, file=file)
    return SiteError(f"{file} cannot be used: {said}. The site was left as it is")


def _open_volumes(store: Store) -> list[Volume]:
    """Open every report, or say what is wrong with the first that cannot be.

    Raises
    ------
    SiteError
        Where a report is broken: a site that lacks a city in silence is worse than the old one.
    """
    library = store.library
    for path, faults in library.broken.items():
        raise _refuse(path, faults)
    volumes = []
    for entry in library.entries:
        served, faults = store.refresh(entry.id)
        if served is None or faults:
            raise _refuse(str(entry.path), faults)
        volumes.append(Volume(served, library))
    if not volumes:
        raise SiteError("there is no catalogue to publish; name one with --catalogue")
    return volumes


def publish_site(store: Store, *, out: Path, setting: Setting, tell: Tell) -> Tally:
    """Publish every report of a library as plain files.

    Parameters
    ----------
    store
        The reports.
    out
        The folder of the site: new, empty, or a site that was published there before.
    setting
        What is true of the whole site; the default report is that of the library.
    tell
        Is told how far it is.

    Raises
    ------
    SiteError
        Where it cannot be published; what stood there before stands there still.
    """
    with open_folder(out) as folder:
        volumes = _open_volumes(store)
        default_id = store.library.default_id or volumes[0].id
        atlas, fault = current_country().open()
        if fault:
            raise SiteError(f"{fault}. The site was left as it is")
        setting = replace(setting, default_id=default_id, has_country=atlas is not None)
        for place, body in list_assets():
            folder.put(place, body)
        listed: list[Listed] = []
        for number, volume in enumerate(volumes, start=1):
            count = len(volume.catalogue.projects)
            tell(f"{number}/{len(volumes)} {volume.id}: {count} projects")
            listed += _put_volume(folder, volume, setting=setting)
        first = next(one for one in volumes if one.id == default_id)
        _put_front(folder, Edition(first, DEFAULT_LANGUAGE, setting))
        listed += _put_shelf(folder, Edition(first, DEFAULT_LANGUAGE, setting), volumes)
        if atlas is not None:
            listed += _put_country(folder, Edition(first, DEFAULT_LANGUAGE, setting), atlas)
        for name, body in write_sitemaps(listed, public_url=setting.public_url).items():
            folder.put(name, body)
        folder.put("robots.txt", write_robots(public_url=setting.public_url))
    return folder.tally


def _put_shelf(folder: SiteFolder, first: Edition, volumes: Sequence[Volume]) -> list[Listed]:
    """Put what names every report: for scripts, and where there are many a page of them all."""
    told = json.dumps([one.id for one in volumes]).encode()
    folder.put(REPORTS_SCRIPT, write_data_script("reports", told))
    if not first.is_among_many:
        return []
    for lang in LANGUAGES:
        edition = first.in_language(lang)
        folder.put(edition.place_of(SHELF), write_page(edition, make_shelf(edition, volumes)))
    newest = max(newest_day(one.catalogue.projects, catalogue=one.catalogue) for one in volumes)
    return [Listed(first.place_of(SHELF), newest)]


def _put_country(folder: SiteFolder, first: Edition, atlas: "Atlas") -> list[Listed]:
    """Put the pages of the country, and list them for search engines."""
    newest = newest_day(first.catalogue.projects, catalogue=first.catalogue)
    listed = []
    tiles = current_country().find_tiles()
    if tiles is not None:
        folder.put(tiles_place(first), tiles.read_bytes())
    for lang in LANGUAGES:
        edition = first.in_language(lang)
        for page in list_country_pages(edition, atlas=atlas, has_tiles=tiles is not None):
            folder.put(edition.place_of(page.name), write_page(edition, page))
            if lang == DEFAULT_LANGUAGE:
                listed.append(Listed(edition.place_of(page.name), newest))
    return listed


def _put_front(folder: SiteFolder, first: Edition) -> None:
    """Put what stands at the top: the first map, the page for lost readers, what phones keep."""
    for lang in LANGUAGES:
        edition = first.in_language(lang)
        path = f"{language_folder(lang)}{INDEX}"
        folder.put(path, write_page(edition, make_map_page(edition, path=path), path=path))
    folder.put(NOT_FOUND, write_not_found(first))
    for path, body in list_old_addresses(first).items():
        folder.put(path, body)
    if first.setting.is_offline:
        folder.put("app.webmanifest", write_app_manifest(first))
        folder.put("sw.js", write_worker(first, files=folder.files))
