// SPDX-License-Identifier: Apache-2.0
// The view that asks for registration: of a new organisation with its first key, or of another key of one
// that the ledger has. It ends in a request, signed by the new key, to send to the registrar's desk or to
// save as a file.
import { html } from '../verifier/dom';
import { Choices, Field, select, textInput, type Choice } from '../fields/fields';
import { Faults, Form } from './form';
import { isFault, KeyFault } from './key_fault';
import { signerOf, type KeptKey } from './key_ring';
import { isKeyRole, KEY_ROLES, keyAdded, type KeyRole, type NewKey, type Place } from './key_statements';
import type { LedgerFacts, PartyFacts } from './ledger_api';
import { refuseLine } from './make_key';
import { fileNameOf, ITU_MEMBERSHIPS, makeRegistration, SECTORS, type Asked, type Organisation } from './registration';
import { sheetOf } from './sign_sheet';
import type { Rows } from './statement_rows';
import {
  actions,
  button,
  download,
  facts,
  failed,
  fingerprintOf,
  focusOutcome,
  linkButton,
  named,
  outcome,
  stateBlock,
  stepper,
  View,
  type Shared,
} from './view';

const PARTY_ID = /^[a-z0-9-]{1,64}$/;
const SUGGESTED = 10;
const PAUSE_MS = 200;

export class RegisterView extends View {
  #ledger: LedgerFacts | null = null;

  constructor(
    shared: Shared,
    readonly key: KeptKey,
  ) {
    super(shared, shared.words.say('register.title'), shared.words.say('register.sub'));
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const ledger = await this.shared.api.ledger();
    if (isFault(ledger)) {
      this.show(failed(this.words, ledger, () => void this.#begin()));
      return;
    }
    this.#ledger = ledger;
    this.#showWho();
  }

  #head(step: number): HTMLElement {
    const names = (['who', 'details', 'review', 'send'] as const).map((name) => this.words.say(`register.step.${name}`));
    return stepper(this.words, names, step);
  }

  // ---- step 1: which organisation ----------------------------------------------------------------

  #showWho(): void {
    const { words } = this;
    const who = new Choices('radio', words.say('register.who'), [
      { value: 'known', label: words.say('register.who_known'), note: words.say('register.who_known_note') },
      { value: 'new', label: words.say('register.who_new'), note: words.say('register.who_new_note') },
    ]);
    const id = new Field(textInput({ autocapitalize: 'none', value: this.key.party }), words.say('register.id'), words.say('register.id_hint'));
    this.#suggest(id.target, () => who.value === 'known');
    let party: PartyFacts | null = null;
    const check = async (faults: Faults): Promise<void> => {
      if (who.value === '') faults.add(who, words.say('error.who'));
      if (!PARTY_ID.test(id.value)) faults.add(id, words.say('error.id'));
      if (faults.all.length > 0) return;
      const found = await this.shared.api.party(id.value);
      if (isFault(found)) {
        faults.add(id, words.fault(found));
        return;
      }
      party = found;
      if (who.value === 'new' && found !== null) faults.add(id, words.say('error.id_taken', { name: found.name }));
      if (who.value === 'known' && found === null) faults.add(id, words.say('error.id_unknown'));
    };
    const act = async (): Promise<string | null> => {
      if (party === null) this.#showNew(id.value);
      else this.#showKnown(party);
      this.focusBody();
      return null;
    };
    this.show(this.#head(0), new Form(words, [who, id], { submit: words.say('next'), busy: words.say('busy') }, check, act).element);
  }

  // Ids of organisations whose names or ids begin as what was typed; the browser shows them.
  #suggest(input: HTMLInputElement, isWanted: () => boolean): void {
    const list = html('datalist', { id: 'keys-parties' });
    input.setAttribute('list', list.id);
    this.element.append(list);
    let waiting: ReturnType<typeof setTimeout> | undefined;
    input.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const parties = isWanted() ? await this.shared.api.parties(input.value, SUGGESTED) : [];
        list.replaceChildren(...parties.map(({ id, name }) => html('option', { value: id }, name)));
      }, PAUSE_MS);
    });
  }

  // ---- step 2: details --------------------------------------------------------------------------

  #roles(roles: readonly KeyRole[], chosen: readonly KeyRole[]): Choices {
    const { words } = this;
    const choices = roles.map((role): Choice => ({
      value: role,
      label: words.role(role),
      note: words.say(`role_note.${role}`),
      isChosen: chosen.includes(role),
    }));
    return new Choices('checkbox', words.say('register.roles'), choices);
  }

  #showNew(id: string): void {
    const { words } = this;
    const unset = (label: string): Choice => ({ value: '', label });
    const name = new Field(textInput(), words.say('register.name'), words.say('register.name_hint'));
    const sector = new Field(
      select([unset(words.say('register.choose')), ...SECTORS.map((value) => ({ value, label: words.sector(value) }))]),
      words.say('register.sector'),
    );
    const country = new Field(
      select([
        unset(words.say('register.no_country')),
        ...words.countries().map(([value, label]) => ({ value, label })),
      ]),
      words.say('register.country'),
    );
    const membership = new Field(
      select([
        unset(words.say('register.no_membership')),
        ...ITU_MEMBERSHIPS.map((value) => ({ value, label: words.say(`membership.${value}`) })),
      ]),
      words.say('register.membership'),
    );
    const roles = this.#roles(KEY_ROLES, ['member']);
    const check = (faults: Faults): void => {
      refuseLine(words, faults, name, words.say('error.organisation'));
      if (sector.value === '') faults.add(sector, words.say('error.sector'));
      if (roles.values.length === 0) faults.add(roles, words.say('error.roles'));
    };
    const act = async (): Promise<string | null> => {
      const wanted = roles.values.filter(isKeyRole);
      const party: Organisation = {
        name: name.value.trim(),
        sector: sector.value,
        ...(country.value === '' ? {} : { country: country.value }),
        ...(membership.value === '' ? {} : { itu_membership: membership.value }),
        roles: wanted,
      };
      const asked: Asked = { party, roles: wanted, signer: this.#ledger!.operator, isRecovered: false };
      await this.#showReview(id, asked);
      return null;
    };
    const content = [name, sector, country, membership, roles];
    const options = { submit: words.say('next'), more: [this.#backTo(() => this.#showWho())] };
    this.show(this.#head(1), new Form(words, content, options, check, act).element);
  }

  // Of an organisation that the ledger has: its keys say who can add another.
  #showKnown(party: PartyFacts): void {
    const { words } = this;
    const possible = party.roles.filter(isKeyRole);
    if (possible.length === 0) {
      this.show(this.#head(1), stateBlock(words.say('register.officers'), words.say('register.officers_note')));
      return;
    }
    const roles = this.#roles(possible, possible);
    const adder = party.hasActiveKey
      ? new Choices('radio', words.say('register.adder'), [
          { value: 'own', label: words.say('register.adder_own'), note: words.say('register.adder_own_note') },
          { value: 'lost', label: words.say('register.adder_lost'), note: words.say('register.adder_lost_note') },
        ])
      : null;
    const check = (faults: Faults): void => {
      if (adder?.value === '') faults.add(adder, words.say('error.adder'));
      if (roles.values.length === 0) faults.add(roles, words.say('error.roles'));
    };
    const act = async (): Promise<string | null> => {
      const isOwn = adder?.value === 'own';
      const asked: Asked = {
        party: null,
        roles: roles.values.filter(isKeyRole),
        signer: isOwn ? party.id : this.#ledger!.operator,
        isRecovered: !isOwn && party.keysTotal > 0,
      };
      await this.#showReview(party.id, asked);
      return null;
    };
    const lost = adder === null && party.keysTotal > 0 ? html('p', { class: 'lead' }, words.say('register.adder_lost_note')) : null;
    const options = { submit: words.say('next'), more: [this.#backTo(() => this.#showWho())] };
    const content = [...(adder === null ? [] : [adder]), roles];
    const title = html('h3', { tabindex: '-1' }, named(party.name));
    this.show(this.#head(1), title, lost, new Form(words, content, options, check, act).element);
  }

  #backTo(show: () => void): HTMLElement {
    return button(
      this.words.say('step_back'),
      () => {
        show();
        this.focusBody();
      },
      true,
    );
  }

  // ---- step 3: review and sign ------------------------------------------------------------------

  async #placeOf(id: string): Promise<Place | KeyFault> {
    const head = await this.shared.api.headOfKeys(id);
    return isFault(head) ? head : { ledger: this.#ledger!.ledger, prev: head.head, at: this.shared.api.at() };
  }

  async #showReview(id: string, asked: Asked): Promise<void> {
    const { words, key } = this;
    const place = await this.#placeOf(id);
    if (isFault(place)) {
      this.show(this.#head(2), failed(words, place, () => void this.#showReview(id, asked)));
      return;
    }
    const newKey: NewKey = { party: id, publicKey: key.publicKey, label: key.name };
    const payload = keyAdded(place, newKey, asked.roles, asked.signer, asked.isRecovered);
    const still = words.say(asked.signer === id ? 'sheet.still_own' : 'sheet.still_registrar');
    const more: Rows = [[words.say('sheet.still'), still]];
    const sign = async (): Promise<null> => {
      const request = await makeRegistration(place, newKey, asked, signerOf(key));
      await this.shared.ring.change(key.id, { party: id, ledger: place.ledger });
      this.#showSend(id, asked, request);
      return null;
    };
    const sheet = sheetOf(words, { payload, more }, words.say('register.sign'), sign, this.#asked(asked.party));
    this.show(this.#head(2), sheet);
    this.focusBody();
  }

  // What the registrar signs: the body of party.registered.
  #asked(party: Organisation | null): Rows {
    if (party === null) return [];
    const { words } = this;
    const membership = ITU_MEMBERSHIPS.find((each) => each === party.itu_membership);
    const country = party.country === undefined ? words.say('register.no_country') : words.country(party.country);
    const rows: Rows = [
      [words.say('register.name'), named(party.name)],
      [words.say('register.sector'), words.sector(party.sector)],
      [words.say('register.country'), country],
    ];
    if (membership !== undefined) rows.push([words.say('register.membership'), words.say(`membership.${membership}`)]);
    return rows;
  }

  // ---- step 4: send -----------------------------------------------------------------------------

  #showSend(id: string, asked: Asked, request: Uint8Array<ArrayBuffer>): void {
    const { words, key } = this;
    const isOwn = asked.signer === id;
    const save = download(words.say('send.save'), fileNameOf(id, key.id), request, 'application/json');
    const result = html('div', { role: 'status' });
    const send = button(words.say('send.send'), async () => {
      const fault = await this.shared.api.register(request);
      result.replaceChildren(
        fault === null
          ? html('p', { class: 'sent' }, words.say('send.sent'))
          : html('p', { class: 'fault' }, words.fault(fault)),
      );
    });
    if (!isOwn) save.classList.add('plain');
    const element = outcome(
      'good',
      words.say('send.title'),
      words.say(isOwn ? 'send.own' : 'send.registrar'),
      actions(...(isOwn ? [save] : [send, save])),
      result,
      html('p', {}, words.say(isOwn ? 'send.compare_own' : 'send.compare')),
      facts([words.say('list.id'), fingerprintOf(key.id)]),
      actions(linkButton(words.say('back'), '', true)),
    );
    this.show(this.#head(3), element);
    focusOutcome(element);
  }
}
