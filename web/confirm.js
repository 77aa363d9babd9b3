/*
 * A question before what can't be undone.  Resolves to whether it was
 * answered with yes; the focus goes back to where it was.
 */
export function confirm(question, yes) {
	const find = (id) => document.getElementById(id);
	const dialog = find("confirm");

	find("confirm-question").textContent = question;
	find("confirm-yes").textContent = yes;
	dialog.returnValue = "";
	dialog.showModal();
	return new Promise((resolve) => {
		dialog.addEventListener("close",
			() => resolve(dialog.returnValue === "yes"), { once: true });
	});
}
