#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes sheet_words.json, the words by which `pledgebook import --make-mapping` recognises headings and values in six
languages: names of countries from Debian's iso-codes, words of the pages' catalogues, and those below, which people
write in spreadsheets.

usage: make_words.py     writes sheet_words.json beside itself
"""

import gettext
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
I18N = HERE.parents[1] / "server/web/i18n"
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
LOCALES = {"ar": "ar", "zh": "zh_CN", "fr": "fr", "ru": "ru", "es": "es"}

# By the field that a column means; the first ones are the most usual.
HEADINGS = {
    "member": ["donor", "donors", "member", "organisation", "organization", "entity", "pledging entity", "pledger", "contributor",
               "commitment maker", "donateur", "bailleur", "membre", "organisme", "entité", "donante", "miembro", "organización",
               "país u organización", "entidad", "донор", "организация", "участник", "член", "捐助方", "捐助者", "组织", "机构", "成员",
               "الجهة المانحة", "المانح", "المنظمة", "العضو", "الجهة"],
    "sector": ["sector", "kind of organisation", "type of organisation", "type of organization", "organisation type",
               "organization type", "entity type", "stakeholder type", "type d'organisation", "secteur", "type d'entité",
               "tipo de organización", "tipo de entidad", "сектор", "тип организации", "вид организации", "部门", "组织类型", "机构类型",
               "القطاع", "نوع المنظمة", "نوع الجهة"],
    "country": ["country of organisation", "country of organization", "headquarters", "hq country", "donor country",
                "pays de l'organisation", "pays du siège", "siège", "país de la organización", "sede", "страна организации",
                "штаб-квартира", "组织所在国", "总部", "بلد المنظمة", "المقر"],
    "title": ["title", "title of pledge", "pledge title", "pledge", "commitment", "name of pledge", "project", "project title", "intitulé",
              "titre", "titre de l'engagement", "engagement", "nom de l'engagement", "projet", "título", "título del compromiso",
              "compromiso", "proyecto", "название", "наименование", "название обязательства", "обязательство", "проект", "标题", "名称",
              "承诺", "承诺名称", "项目", "العنوان", "عنوان التعهد", "التعهد", "المشروع"],
    "description": ["description", "summary", "details", "résumé", "détails", "descripción", "resumen", "detalles", "описание",
                    "краткое описание", "描述", "说明", "概述", "الوصف", "ملخص", "التفاصيل"],
    "type": ["type", "type of pledge", "pledge type", "kind of pledge", "type d'engagement", "tipo", "tipo de compromiso", "тип", "вид",
             "тип обязательства", "вид обязательства", "类型", "承诺类型", "النوع", "نوع التعهد"],
    "focus_area": ["focus area", "area", "theme", "pillar", "thematic area", "domaine d'action", "domaine prioritaire", "domaine", "axe",
                   "thème", "área prioritaria", "área", "área temática", "tema", "ámbito", "направление", "приоритетная область",
                   "область", "тема", "重点领域", "领域", "主题", "مجال التركيز", "المجال", "المحور"],
    "amount": ["amount", "value", "amount pledged", "pledged amount", "pledge amount", "budget", "sum", "montant", "montant annoncé",
               "valeur", "somme", "monto", "importe", "cantidad", "valor", "presupuesto", "сумма", "объем", "бюджет", "金额", "数额", "预算",
               "المبلغ", "القيمة", "الميزانية"],
    "currency": ["currency", "currency code", "devise", "monnaie", "moneda", "divisa", "валюта", "货币", "币种", "العملة"],
    "start": ["start", "starts", "start date", "from", "date of start", "beginning", "date", "début", "date de début", "commence le", "du",
              "inicio", "fecha de inicio", "desde", "comienzo", "fecha", "начало", "дата начала", "с", "дата", "开始", "开始日期", "起始日期",
              "日期", "البداية", "تاريخ البدء", "تاريخ البداية", "من", "التاريخ"],
    "end": ["end", "ends", "end date", "to", "until", "completion", "fin", "date de fin", "se termine le", "au", "jusqu'au", "fecha de fin",
            "fecha de finalización", "hasta", "término", "конец", "окончание", "дата окончания", "по", "结束", "结束日期", "截止日期",
            "النهاية", "تاريخ الانتهاء", "تاريخ النهاية", "إلى", "حتى"],
    "countries": ["country", "countries", "recipient country", "recipient countries", "beneficiary country", "beneficiary countries",
                  "where", "location", "pays", "pays bénéficiaire", "pays bénéficiaires", "pays destinataires", "lieu", "país", "países",
                  "país beneficiario", "países beneficiarios", "país receptor", "страна", "страны", "страна-получатель",
                  "страны-получатели", "国家", "受援国", "受益国", "البلد", "البلدان", "البلد المستفيد", "البلدان المستفيدة", "الدولة"],
    "stated": ["date of pledge", "pledged on", "date pledged", "date announced", "announced on", "date de l'annonce", "annoncé le",
               "date de l'engagement", "fecha del compromiso", "fecha de anuncio", "anunciado el", "дата обязательства",
               "дата объявления", "承诺日期", "宣布日期", "تاريخ التعهد", "تاريخ الإعلان"],
    "number": ["number", "pledge number", "reference", "ref", "p2c number", "numéro", "référence", "número", "referencia", "номер", "编号",
               "الرقم", "المرجع"],
    "id": ["id", "pledge id", "identifier", "identifiant", "identificador", "идентификатор", "标识符", "المعرف"],
}

# One of each: the catalogues have the names of groups ("Governments").
SECTORS = {
    "government": ["government", "governments", "state", "public", "public sector", "ministry", "gouvernement", "état", "public",
                   "gobierno", "estado", "público", "правительство", "государство", "政府", "حكومة", "الحكومة", "حكومي"],
    "private-sector": ["private", "private sector", "company", "business", "corporate", "privé", "secteur privé", "entreprise",
                       "privado", "sector privado", "empresa", "частный сектор", "компания", "私营部门", "企业", "公司", "قطاع خاص",
                       "القطاع الخاص", "شركة"],
    "civil-society": ["civil society", "ngo", "ngos", "cso", "non-governmental organisation", "non-governmental organization", "ong",
                      "société civile", "association", "sociedad civil", "гражданское общество", "нпо", "民间社会", "非政府组织",
                      "مجتمع مدني", "المجتمع المدني", "منظمة غير حكومية"],
    "academia": ["academia", "academic", "university", "research", "universitaire", "université", "établissement universitaire",
                 "universidad", "academia", "институт", "университет", "академическая организация", "学术界", "学术机构", "大学",
                 "أوساط أكاديمية", "جامعة"],
    "un-agency": ["un agency", "un", "united nations", "agence des nations unies", "organisme des nations unies",
                  "organismo de las naciones unidas", "учреждение оон", "联合国机构", "وكالة تابعة للأمم المتحدة"],
    "international-organization": ["international organisation", "international organization", "intergovernmental organization",
                                   "multilateral", "igo", "organisation internationale", "organización internacional",
                                   "международная организация", "国际组织", "منظمة دولية"],
    "regional-organization": ["regional organisation", "regional organization", "organisation régionale", "organización regional",
                              "региональная организация", "区域组织", "منظمة إقليمية"],
    "youth": ["youth", "jeunesse", "jóvenes", "молодежь", "青年", "شباب"],
    "foundation": ["foundation", "philanthropy", "fondation", "fundación", "фонд", "基金会", "مؤسسة خيرية", "مؤسسة"],
    "financial-institution": ["financial institution", "bank", "development bank", "institution financière", "banque",
                              "institución financiera", "banco", "финансовое учреждение", "банк", "金融机构", "银行", "مؤسسة مالية", "بنك"],
    "donor-agency": ["donor agency", "aid agency", "agence donatrice", "organisme donateur", "agencia donante", "организация-донор",
                     "捐助机构", "وكالة مانحة"],
    "other": ["other", "others", "autre", "autres", "otro", "otra", "otros", "другое", "прочее", "其他", "أخرى", "غير ذلك"],
}
TYPES = {
    "financial": ["financial", "funding", "finance", "money", "financier", "financière", "financement", "financiero", "financiera",
                  "financiación", "финансовое", "финансирование", "财务", "资金", "مالي", "تمويل"],
    "programme": ["programme", "program", "project", "projet", "programa", "proyecto", "программа", "проект", "计划", "方案", "项目",
                  "برنامج", "مشروع"],
    "policy": ["policy", "policies", "regulation", "politique", "réglementation", "política", "política pública", "политика", "政策",
               "سياسة", "سياسات"],
    "advocacy": ["advocacy", "awareness", "plaidoyer", "sensibilisation", "promoción", "sensibilización", "информирование",
                 "пропаганда", "宣传", "倡导", "مناصرة", "دعوة", "توعية"],
}
# Of the list that profile p2c begins with; the titles of the lists in force count too.
AREAS = {
    "access": ["access", "accès", "acceso", "доступ", "接入", "الوصول", "النفاذ"],
    "adoption": ["adoption", "adopción", "внедрение", "采用", "التبني", "الاعتماد"],
    "value-creation": ["value creation", "création de valeur", "creación de valor", "создание ценности", "создание стоимости", "创造价值",
                       "价值创造", "خلق القيمة", "إيجاد القيمة"],
    "accelerating-investments": ["accelerating investments", "accelerating investment", "accelerate investments",
                                 "accélérer les investissements", "accélération des investissements", "acelerar las inversiones",
                                 "aceleración de las inversiones", "ускорение инвестиций", "加快投资", "加速投资", "تسريع الاستثمارات",
                                 "تسريع الاستثمار"],
}
WORLD = ["global", "world", "worldwide", "all countries", "monde", "mondial", "tous les pays", "mundo", "mundial", "todos los países", "весь мир",
         "все страны", "мир", "全球", "世界", "العالم", "عالمي", "جميع البلدان"]
# What people write besides the names of ISO 3166.
COUNTRIES = {
    "CIV": ["Ivory Coast", "Cote d'Ivoire"],
    "COD": ["DR Congo", "DRC", "Democratic Republic of the Congo", "République démocratique du Congo", "RDC",
            "República Democrática del Congo", "ДР Конго"],
    "COG": ["Republic of the Congo", "République du Congo", "Congo-Brazzaville"],
    "CPV": ["Cape Verde", "Cap-Vert"],
    "CZE": ["Czech Republic", "République tchèque", "República Checa"],
    "GBR": ["UK", "U.K.", "Great Britain", "Royaume-Uni", "Reino Unido", "Великобритания", "英国", "المملكة المتحدة"],
    "IRN": ["Iran", "Irán", "Иран", "伊朗", "إيران"],
    "KOR": ["South Korea", "Republic of Korea", "Corée du Sud", "République de Corée", "Corea del Sur", "República de Corea",
            "Южная Корея", "Республика Корея", "韩国", "大韩民国", "كوريا الجنوبية", "جمهورية كوريا"],
    "LAO": ["Laos"],
    "MKD": ["Macedonia", "Macédoine du Nord"],
    "MMR": ["Burma", "Myanmar"],
    "NLD": ["Holland", "The Netherlands"],
    "PRK": ["North Korea", "DPRK", "Corée du Nord", "Corea del Norte"],
    "PSE": ["Palestine", "State of Palestine", "Palestina"],
    "RUS": ["Russia", "Russie", "Rusia", "Россия", "俄罗斯", "روسيا"],
    "SWZ": ["Swaziland"],
    "SYR": ["Syria", "Syrie", "Siria", "Сирия", "叙利亚", "سوريا"],
    "TLS": ["East Timor", "Timor-Leste"],
    "TUR": ["Turkey", "Turquie", "Turquía"],
    "TZA": ["Tanzania", "Tanzanie"],
    "USA": ["USA", "U.S.A.", "US", "United States", "United States of America", "États-Unis", "Estados Unidos", "США", "美国",
            "الولايات المتحدة"],
    "VEN": ["Venezuela"],
    "VNM": ["Vietnam", "Viet Nam"],
}


def country_names():
    with open("/usr/share/iso-codes/json/iso_3166-1.json", encoding="utf-8") as file:
        entries = json.load(file)["3166-1"]
    translations = [gettext.translation("iso_3166-1", "/usr/share/locale", [locale]) for locale in LOCALES.values()]
    shown = json.loads((I18N / "countries.json").read_text(encoding="utf-8"))
    names = {}
    for entry in entries:
        iso3 = entry["alpha_3"]
        words = [iso3, entry["alpha_2"]]
        for name in ("name", "common_name", "official_name"):
            if name in entry:
                words += [entry[name], *(each.gettext(entry[name]) for each in translations)]
        words += list(shown.get(iso3, {}).values()) + COUNTRIES.get(iso3, [])
        names[iso3] = sorted(dict.fromkeys(words))
    return names


def with_catalogues(prefix, words):
    catalogues = [json.loads((I18N / f"{language}.json").read_text(encoding="utf-8")) for language in LANGUAGES]
    return {code: sorted(dict.fromkeys([code, *each, *(words_of[prefix + code] for words_of in catalogues)]))
            for code, each in words.items()}


def main():
    table = {
        "headings": HEADINGS,
        "sector": with_catalogues("sector.", SECTORS),
        "type": with_catalogues("type.", TYPES),
        "focus_area": {code: [code, *words] for code, words in AREAS.items()},
        "world": {"global": WORLD},
        "country": country_names(),
    }
    lines = [f" {json.dumps(name)}: {{\n" + ",\n".join(
        f"  {json.dumps(code)}: {json.dumps(words, ensure_ascii=False)}" for code, words in of.items()) + "\n }" for name, of in table.items()]
    (HERE / "sheet_words.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
