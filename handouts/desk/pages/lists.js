export class Lists { constructor(place) { this.place = place; } async shown() {} wipe() {} }
