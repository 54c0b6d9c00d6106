export class Brand { constructor(place) { this.place = place; } async shown() {} wipe() {} }
