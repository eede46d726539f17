(* Conventions and tactics of the export (docs/recheck.md). Compiled once, before the lemmas. *)
From Coq Require Export Reals Lra Lia Psatz List FunctionalExtensionality.
From Coquelicot Require Export Coquelicot.
From Interval Require Export Tactic.
Export ListNotations.
#[global] Open Scope R_scope.

(* The sum of f k for k = m, m + 1, …, n; 0 when n < m. Likewise the product; the largest, the smallest for m <= n. *)
Fixpoint Sum_from (m count : nat) (f : nat -> R) : R :=
  match count with O => 0 | S c => Sum_from m c f + f (m + c)%nat end.
Definition Sum (m n : nat) (f : nat -> R) : R := Sum_from m (n + 1 - m) f.
Fixpoint Prod_from (m count : nat) (f : nat -> R) : R :=
  match count with O => 1 | S c => Prod_from m c f * f (m + c)%nat end.
Definition Prod (m n : nat) (f : nat -> R) : R := Prod_from m (n + 1 - m) f.
Fixpoint Max_from (m count : nat) (f : nat -> R) : R :=
  match count with O => f m | S c => Rmax (Max_from m c f) (f (m + S c)%nat) end.
Definition Max (m n : nat) (f : nat -> R) : R := Max_from m (n - m) f.
Fixpoint Min_from (m count : nat) (f : nat -> R) : R :=
  match count with O => f m | S c => Rmin (Min_from m c f) (f (m + S c)%nat) end.
Definition Min (m n : nat) (f : nat -> R) : R := Min_from m (n - m) f.
(* 1 where the indices are equal, else 0. *)
Definition delta (i j : nat) : R := if Nat.eqb i j then 1 else 0.
(* The array with another entry in one place: what a derivative by an entry moves. *)
Definition upd (f : nat -> R) (i : nat) (t : R) : nat -> R := fun j => if Nat.eqb j i then t else f j.
(* Arrays given by their entries, counted from 1. *)
Definition vec (l : list R) : nat -> R := fun i => nth (i - 1) l 0.
Definition mat (l : list (nat -> R)) : nat -> nat -> R := fun i => nth (i - 1) l (fun _ => 0).

Lemma Sum_from_is_sum_n_m m c f : c <> O -> Sum_from m c f = sum_n_m f m (m + c - 1).
Proof.
  induction c as [|c IH]; [congruence|intros _]. simpl.
  destruct c as [|c].
  - simpl. replace (m + 1 - 1)%nat with m by lia. rewrite sum_n_n. replace (m + 0)%nat with m by lia. ring.
  - rewrite IH by congruence. replace (m + S (S c) - 1)%nat with (S (m + S c - 1)) by lia.
    rewrite sum_n_Sm by lia. replace (S (m + S c - 1)) with (m + S c)%nat by lia. reflexivity.
Qed.

(* The sum is Coquelicot's. *)
Lemma Sum_is_sum_n_m m n f : Sum m n f = sum_n_m f m n.
Proof.
  unfold Sum. destruct (Nat.le_gt_cases m n) as [H|H].
  - rewrite Sum_from_is_sum_n_m by lia. f_equal; lia.
  - replace (n + 1 - m)%nat with O by lia. rewrite sum_n_m_zero by lia. reflexivity.
Qed.

Lemma Sum_ext m n f g : (forall k, (m <= k <= n)%nat -> f k = g k) -> Sum m n f = Sum m n g.
Proof. intros H. rewrite !Sum_is_sum_n_m. apply sum_n_m_ext_loc. exact H. Qed.

Lemma Sum_from_plus m c f g : Sum_from m c (fun k => f k + g k) = Sum_from m c f + Sum_from m c g.
Proof. induction c as [|c IH]; simpl; [ring|rewrite IH; ring]. Qed.
Lemma Sum_plus m n f g : Sum m n (fun k => f k + g k) = Sum m n (fun k => f k) + Sum m n (fun k => g k).
Proof. apply Sum_from_plus. Qed.
Lemma Sum_from_scal m c a f : Sum_from m c (fun k => a * f k) = a * Sum_from m c f.
Proof. induction c as [|c IH]; simpl; [ring|rewrite IH; ring]. Qed.
Lemma Sum_scal m n a f : Sum m n (fun k => a * f k) = a * Sum m n (fun k => f k).
Proof. apply Sum_from_scal. Qed.
Lemma Sum_from_const m c a : Sum_from m c (fun _ => a) = INR c * a.
Proof. induction c as [|c IH]; [simpl; ring|]. rewrite S_INR. simpl. rewrite IH. ring. Qed.
Lemma Sum_const m n a : Sum m n (fun _ => a) = INR (n + 1 - m) * a.
Proof. apply Sum_from_const. Qed.
Lemma Sum_count n a : Sum 1 n (fun _ => a) = INR n * a.
Proof. rewrite Sum_const. do 2 f_equal. lia. Qed.
Lemma Sum_delta m n i f : (m <= i <= n)%nat -> Sum m n (fun k => f k * delta k i) = f i.
Proof.
  intros H. unfold Sum.
  assert (A : forall c, Sum_from m c (fun k => f k * delta k i) = if Nat.ltb i (m + c) then f i else 0).
  { induction c as [|c IH]; simpl.
    - destruct (Nat.ltb_spec i (m + 0)); [lia|reflexivity].
    - rewrite IH. unfold delta. destruct (Nat.eqb_spec (m + c) i), (Nat.ltb_spec i (m + c)), (Nat.ltb_spec i (m + S c));
        subst; try lia; ring. }
  rewrite A. destruct (Nat.ltb_spec i (m + (n + 1 - m))); [reflexivity|lia].
Qed.
Lemma Sum_delta_alone m n i : (m <= i <= n)%nat -> Sum m n (fun k => delta k i) = 1.
Proof.
  intros H. rewrite <- (Sum_delta m n i (fun _ => 1) H). apply Sum_ext. intros. ring.
Qed.
Lemma Sum_from_pos m c f : (forall k, (m <= k < m + c)%nat -> 0 <= f k) -> 0 <= Sum_from m c f.
Proof.
  induction c as [|c IH]; simpl; intros H; [lra|].
  apply Rplus_le_le_0_compat; [apply IH; intros; apply H; lia|apply H; lia].
Qed.
Lemma Sum_nonneg m n f : (forall k, (m <= k <= n)%nat -> 0 <= f k) -> 0 <= Sum m n f.
Proof. intros H. apply Sum_from_pos. intros; apply H; lia. Qed.
Lemma Sum_pos m n f : (m <= n)%nat -> (forall k, (m <= k <= n)%nat -> 0 < f k) -> 0 < Sum m n f.
Proof.
  intros L H. unfold Sum. destruct (n + 1 - m)%nat as [|c] eqn:E; [lia|]. simpl.
  apply Rplus_le_lt_0_compat; [apply Sum_from_pos; intros; apply Rlt_le, H; lia|apply H; lia].
Qed.
Lemma Sum_le m n f g : (forall k, (m <= k <= n)%nat -> f k <= g k) -> Sum m n f <= Sum m n g.
Proof.
  intros H. apply Rminus_le_0. unfold Rminus. replace (- Sum m n f) with (-1 * Sum m n f) by ring.
  rewrite <- Sum_scal, <- Sum_plus. apply Sum_nonneg. intros k K. specialize (H k K). lra.
Qed.
(* One term, where none is negative. *)
Lemma Sum_term m n i f : (m <= i <= n)%nat -> (forall k, (m <= k <= n)%nat -> 0 <= f k) -> f i <= Sum m n f.
Proof.
  intros I H. rewrite <- (Sum_delta m n i f I) at 1. apply Sum_le. intros k K. specialize (H k K).
  unfold delta. destruct (Nat.eqb k i); lra.
Qed.
Lemma Prod_from_pos m c f : (forall k, (m <= k < m + c)%nat -> 0 < f k) -> 0 < Prod_from m c f.
Proof.
  induction c as [|c IH]; simpl; intros H; [lra|].
  apply Rmult_lt_0_compat; [apply IH; intros; apply H; lia|apply H; lia].
Qed.
Lemma Prod_pos m n f : (forall k, (m <= k <= n)%nat -> 0 < f k) -> 0 < Prod m n f.
Proof. intros H. apply Prod_from_pos. intros; apply H; lia. Qed.
Lemma Prod_ln m n f : (forall k, (m <= k <= n)%nat -> 0 < f k) -> ln (Prod m n f) = Sum m n (fun k => ln (f k)).
Proof.
  intros H. unfold Prod, Sum.
  assert (A : forall c, (forall k, (m <= k < m + c)%nat -> 0 < f k) -> ln (Prod_from m c f) = Sum_from m c (fun k => ln (f k))).
  { clear H. induction c as [|c IH]; simpl; intros H; [apply ln_1|].
    rewrite ln_mult; [rewrite IH; [reflexivity|]|apply Prod_from_pos|apply H; lia]; intros; apply H; lia. }
  apply A. intros; apply H; lia.
Qed.
Lemma Max_ge m n i f : (m <= i <= n)%nat -> f i <= Max m n f.
Proof.
  unfold Max. intros H.
  assert (A : forall c i, (m <= i <= m + c)%nat -> f i <= Max_from m c f).
  { induction c as [|c IH]; simpl; intros j J; [replace j with m by lia; lra|].
    destruct (Nat.eq_dec j (m + S c)) as [->|]; [apply Rmax_r|].
    eapply Rle_trans; [apply IH; lia|apply Rmax_l]. }
  apply A; lia.
Qed.
Lemma Max_le m n f b : (m <= n)%nat -> (forall k, (m <= k <= n)%nat -> f k <= b) -> Max m n f <= b.
Proof.
  unfold Max. intros L H.
  assert (A : forall c, (m + c <= n)%nat -> Max_from m c f <= b).
  { induction c as [|c IH]; simpl; intros J; [apply H; lia|apply Rmax_lub; [apply IH|apply H]; lia]. }
  apply A; lia.
Qed.
Lemma delta_sym i j : delta i j = delta j i.
Proof. unfold delta. rewrite Nat.eqb_sym. reflexivity. Qed.
Lemma upd_same f i : upd f i (f i) = f.
Proof. apply functional_extensionality. intros j. unfold upd. destruct (Nat.eqb_spec j i); subst; reflexivity. Qed.

(* Derivatives, as the rules say. *)
Lemma D_const (c x : R) : is_derive (fun _ => c) x 0.
Proof. apply (is_derive_const c). Qed.
Lemma D_id (x : R) : is_derive (fun t => t) x 1.
Proof. apply (is_derive_id x). Qed.
Lemma D_upd (f : nat -> R) i k x : is_derive (fun t => upd f i t k) x (delta k i).
Proof. unfold upd, delta. destruct (Nat.eqb k i); [apply D_id|apply D_const]. Qed.
Lemma D_plus (f g : R -> R) x a b :
  is_derive f x a -> is_derive g x b -> is_derive (fun t => f t + g t) x (a + b).
Proof. intros. apply (is_derive_plus f g); assumption. Qed.
Lemma D_opp (f : R -> R) x a : is_derive f x a -> is_derive (fun t => - f t) x (- a).
Proof. intros. apply (is_derive_opp f); assumption. Qed.
Lemma D_minus (f g : R -> R) x a b :
  is_derive f x a -> is_derive g x b -> is_derive (fun t => f t - g t) x (a - b).
Proof. intros. apply (is_derive_minus f g); assumption. Qed.
Lemma D_mult (f g : R -> R) x a b :
  is_derive f x a -> is_derive g x b -> is_derive (fun t => f t * g t) x (a * g x + f x * b).
Proof. intros. apply (is_derive_mult f g); try assumption. intros; apply Rmult_comm. Qed.
Lemma D_div (f g : R -> R) x a b :
  is_derive f x a -> is_derive g x b -> g x <> 0 -> is_derive (fun t => f t / g t) x ((a * g x - f x * b) / g x ^ 2).
Proof. intros. apply is_derive_div; assumption. Qed.
Lemma D_inv (f : R -> R) x a : is_derive f x a -> f x <> 0 -> is_derive (fun t => / f t) x (- a / f x ^ 2).
Proof. intros. apply is_derive_inv; assumption. Qed.
Lemma D_comp (h f : R -> R) x a b :
  is_derive f x a -> is_derive h (f x) b -> is_derive (fun t => h (f t)) x (b * a).
Proof. intros. rewrite Rmult_comm. apply (is_derive_comp h f); assumption. Qed.
Lemma D_exp (f : R -> R) x a : is_derive f x a -> is_derive (fun t => exp (f t)) x (exp (f x) * a).
Proof. intros. apply (D_comp exp f); [assumption|apply is_derive_exp]. Qed.
Lemma D_ln (f : R -> R) x a : is_derive f x a -> 0 < f x -> is_derive (fun t => ln (f t)) x (/ f x * a).
Proof. intros. apply (D_comp ln f); [assumption|apply is_derive_ln; assumption]. Qed.
Lemma D_sqrt (f : R -> R) x a : is_derive f x a -> 0 < f x -> is_derive (fun t => sqrt (f t)) x (/ (2 * sqrt (f x)) * a).
Proof. intros. apply (D_comp sqrt f); [assumption|]. auto_derive; [assumption|field; apply Rgt_not_eq, sqrt_lt_R0; assumption]. Qed.
Lemma D_pow (f : R -> R) n x a : is_derive f x a -> is_derive (fun t => f t ^ n) x (INR n * f x ^ pred n * a).
Proof. intros. apply (D_comp (fun y => y ^ n) f); [assumption|]. auto_derive; [trivial|ring]. Qed.
Lemma D_sin (f : R -> R) x a : is_derive f x a -> is_derive (fun t => sin (f t)) x (cos (f x) * a).
Proof. intros. apply (D_comp sin f); [assumption|]. auto_derive; [trivial|ring]. Qed.
Lemma D_cos (f : R -> R) x a : is_derive f x a -> is_derive (fun t => cos (f t)) x (- sin (f x) * a).
Proof. intros. apply (D_comp cos f); [assumption|]. auto_derive; [trivial|ring]. Qed.
Lemma D_atan (f : R -> R) x a : is_derive f x a -> is_derive (fun t => atan (f t)) x (/ (1 + f x ^ 2) * a).
Proof. intros. apply (D_comp atan f); [assumption|]. auto_derive; [trivial|field; nra]. Qed.
Lemma D_Rabs_pos (f : R -> R) x a : is_derive f x a -> 0 < f x -> is_derive (fun t => Rabs (f t)) x a.
Proof. intros. replace a with (1 * a) by ring. apply (D_comp Rabs f); [assumption|].
  auto_derive; [lra|rewrite sign_eq_1 by assumption; ring]. Qed.
Lemma D_Rabs_neg (f : R -> R) x a : is_derive f x a -> f x < 0 -> is_derive (fun t => Rabs (f t)) x (- a).
Proof. intros. replace (- a) with (-1 * a) by ring. apply (D_comp Rabs f); [assumption|].
  auto_derive; [lra|rewrite sign_eq_m1 by assumption; ring]. Qed.
Lemma D_Sum m n (f : R -> nat -> R) d x :
  (forall k, (m <= k <= n)%nat -> is_derive (fun t => f t k) x (d k)) ->
  is_derive (fun t => Sum m n (fun k => f t k)) x (Sum m n (fun k => d k)).
Proof.
  intros H. unfold Sum.
  assert (A : forall c, (forall k, (m <= k < m + c)%nat -> is_derive (fun t => f t k) x (d k)) ->
    is_derive (fun t => Sum_from m c (fun k => f t k)) x (Sum_from m c d)).
  { clear H. induction c as [|c IH]; simpl; intros H; [apply D_const|].
    apply (D_plus (fun t => Sum_from m c (fun k => f t k)) (fun t => f t (m + c)%nat)); [apply IH; intros|]; apply H; lia. }
  apply A. intros; apply H; lia.
Qed.
Lemma D_near (h g : R -> R) x d e :
  0 < e -> (forall t, x - e < t < x + e -> h t = g t) -> is_derive g x d -> is_derive h x d.
Proof.
  intros E H D. apply (is_derive_ext_loc g); [|assumption].
  exists (mkposreal e E). intros t T. symmetry. apply H.
  unfold ball in T; simpl in T; unfold AbsRing_ball in T; simpl in T.
  apply Rabs_lt_between' in T. exact T.
Qed.
(* Near x: wherever t > 0, x > 0 given; and so on. *)
Lemma D_where_positive (h g : R -> R) x d :
  0 < x -> (forall t, 0 < t -> h t = g t) -> is_derive g x d -> is_derive h x d.
Proof. intros X H. apply (D_near h g x d x X). intros; apply H; lra. Qed.
Lemma D_where_between (h g : R -> R) x d :
  0 < x < 1 -> (forall t, 0 < t < 1 -> h t = g t) -> is_derive g x d -> is_derive h x d.
Proof.
  intros X H. apply (D_near h g x d (Rmin x (1 - x))); [apply Rmin_glb_lt; lra|].
  intros t T; apply H. pose proof (Rmin_l x (1 - x)). pose proof (Rmin_r x (1 - x)). lra.
Qed.
Lemma D_everywhere (h g : R -> R) x d : (forall t, h t = g t) -> is_derive g x d -> is_derive h x d.
Proof. intros H. apply (D_near h g x d 1); [lra|]. intros; apply H. Qed.

(* What is known of entries and of natural numbers that stand in the goal. *)
Ltac is_new T := lazymatch goal with _ : T |- _ => fail | _ => idtac end.
Ltac entry H P j := let T := eval cbv beta in (P j) in is_new T; assert T by (apply H; lia).
Ltac entries :=
  repeat match goal with
  | H : forall k : nat, (1 <= k <= _)%nat -> @?P k |- context [?f ?j] =>
      lazymatch type of f with nat -> R => idtac end; entry H P j
  end.
Ltac naturals :=
  repeat match goal with
  | H : (?c <= ?n)%nat |- context [INR ?n] =>
      let T := constr:(INR c <= INR n) in is_new T; assert T by (apply le_INR; exact H)
  | |- context [INR ?n] => let T := constr:(0 <= INR n) in is_new T; assert T by apply pos_INR
  end; rewrite ?plus_INR, ?mult_INR in *; cbn [INR] in *.
Ltac split_given := repeat match goal with H : _ /\ _ |- _ => destruct H end.
Ltac split_all := repeat match goal with |- _ /\ _ => split end; split_given.

Ltac whole := repeat match goal with
  | |- context [INR ?n] => rewrite (INR_IZR_INZ n); let z := eval compute in (Z.of_nat n) in change (Z.of_nat n) with z
  end.

(* Signs. *)
Lemma ln_pos_from x : 1 < x -> 0 < ln x.
Proof. intros H. rewrite <- ln_1. apply ln_increasing; lra. Qed.
Lemma ln_neg_from x : 0 < x < 1 -> 0 < - ln x.
Proof. intros H. assert (ln x < ln 1) by (apply ln_increasing; lra). rewrite ln_1 in *. lra. Qed.
Lemma one_plus x : 0 < x -> 1 < 1 + x.
Proof. lra. Qed.
Lemma exp_below x : x <= 0 -> exp x <= 1.
Proof. intros [H| ->]; [|rewrite exp_0; lra]. rewrite <- exp_0. apply Rlt_le, exp_increasing, H. Qed.
Lemma exp_above x : 0 <= x -> 1 <= exp x.
Proof. intros [H| <-]; [|rewrite exp_0; lra]. rewrite <- exp_0. apply Rlt_le, exp_increasing, H. Qed.
Lemma tangent_below u v : u = v -> 0 <= exp u - 1 - v.
Proof. intros <-. pose proof (exp_ineq1_le u). lra. Qed.
Lemma ln_tangent x : 0 < x -> ln x <= x - 1.
Proof. intros H. pose proof (exp_ineq1_le (ln x)). rewrite exp_ln in H0 by exact H. lra. Qed.
Ltac leaf_equal := field; split_all; lra.
Ltac positive_atoms :=
  repeat match goal with
  | |- context [exp ?x] => let P := constr:(0 < exp x) in is_new P; assert P by apply exp_pos
  | |- context [Sum ?m ?n ?f] =>
      let P := constr:(0 < Sum m n f) in is_new P; assert P by (apply Sum_pos; [lia | intros; solve [apply exp_pos | entries; lra]])
  | _ : (?m <= ?i)%nat |- context [Sum ?m ?n ?f] =>
      let P := eval cbv beta in (f i <= Sum m n f) in
      is_new P; assert P by (apply (Sum_term m n i f); [lia | intros; solve [apply Rlt_le, exp_pos | entries; lra]])
  end.
Ltac base := entries; naturals; first [assumption | lra | positive_atoms; first [lra | nra] | interval].
Ltac pos := first [assumption | pos_of]
with pos_of :=
  lazymatch goal with
  | |- ?a > ?b => change (b < a); pos
  | |- ?a >= ?b => apply Rle_ge; pos
  | |- _ <> 0 => first [apply Rgt_not_eq; change_gt; pos | apply Rlt_not_eq; base]
  | |- 0 < exp _ => apply exp_pos
  | |- 0 <= exp _ => apply Rlt_le, exp_pos
  | |- 0 < Rpower _ _ => apply exp_pos
  | |- 0 <= Rpower _ _ => apply Rlt_le, exp_pos
  | |- 0 < ln _ => apply ln_pos_from; pos
  | |- 0 <= ln _ => apply Rlt_le, ln_pos_from; pos
  | |- 0 < - ln _ => apply ln_neg_from; pos
  | |- 0 <= exp _ - 1 - _ => apply tangent_below; first [field; split_all; pos | leaf_equal]
  | |- 0 <= _ - 0 => rewrite Rminus_0_r; pos
  | |- 0 < _ - 0 => rewrite Rminus_0_r; pos
  | |- 1 < 1 + _ => apply one_plus; pos
  | |- 0 < PI => apply PI_RGT_0
  | |- 0 < Sum _ _ _ => apply Sum_pos; [lia | intros; pos]
  | |- 0 <= Sum _ _ _ => apply Sum_nonneg; intros; pos
  | |- 0 < Prod _ _ _ => apply Prod_pos; intros; pos
  | |- 0 < sqrt _ => apply sqrt_lt_R0; pos
  | |- 0 <= sqrt _ => apply sqrt_pos
  | |- 0 <= Rabs _ => apply Rabs_pos
  | |- 0 < INR _ => apply lt_0_INR; lia
  | |- 0 <= INR _ => apply pos_INR
  | |- 0 < / _ => apply Rinv_0_lt_compat; pos
  | |- 0 <= / _ => apply Rlt_le, Rinv_0_lt_compat; pos
  | |- 0 < _ / _ => first [apply Rdiv_lt_0_compat; pos | base]
  | |- 0 <= _ / _ => first [apply Rdiv_le_0_compat; pos | base]
  | |- 0 < _ * _ => first [apply Rmult_lt_0_compat; pos | base]
  | |- 0 <= _ * _ => first [apply Rmult_le_pos; pos | base]
  | |- 0 <= _ ^ 2 => apply pow2_ge_0
  | |- 0 < _ ^ _ => first [apply pow_lt; pos | base]
  | |- 0 <= _ ^ _ => first [apply pow_le; pos | base]
  | |- 0 < _ + _ =>
      first [apply Rplus_lt_0_compat; pos | apply Rplus_lt_le_0_compat; pos | apply Rplus_le_lt_0_compat; pos | base]
  | |- 0 <= _ + _ => first [apply Rplus_le_le_0_compat; pos | base]
  | |- _ => base
  end
with change_gt := match goal with |- ?a > ?b => change (b < a) end.

(* A derivative as the rules give it; what they ask for is left. *)
Ltac derive :=
  lazymatch goal with
  | |- is_derive (fun _ => ?c) _ _ => apply D_const
  | |- is_derive (fun t => t) _ _ => apply D_id
  | |- is_derive (fun t => upd _ _ t _) _ _ => apply D_upd
  | |- is_derive (fun t => @?f t + @?g t) _ _ => eapply (D_plus f g); [derive | derive]
  | |- is_derive (fun t => - @?f t) _ _ => eapply (D_opp f); derive
  | |- is_derive (fun t => @?f t - @?g t) _ _ => eapply (D_minus f g); [derive | derive]
  | |- is_derive (fun t => @?f t * @?g t) _ _ => eapply (D_mult f g); [derive | derive]
  | |- is_derive (fun t => @?f t / @?g t) _ _ => eapply (D_div f g); [derive | derive | ]
  | |- is_derive (fun t => / @?f t) _ _ => eapply (D_inv f); [derive | ]
  | |- is_derive (fun t => exp (@?f t)) _ _ => eapply (D_exp f); derive
  | |- is_derive (fun t => ln (@?f t)) _ _ => eapply (D_ln f); [derive | ]
  | |- is_derive (fun t => sqrt (@?f t)) _ _ => eapply (D_sqrt f); [derive | ]
  | |- is_derive (fun t => (@?f t) ^ ?n) _ _ => eapply (D_pow f); derive
  | |- is_derive (fun t => sin (@?f t)) _ _ => eapply (D_sin f); derive
  | |- is_derive (fun t => cos (@?f t)) _ _ => eapply (D_cos f); derive
  | |- is_derive (fun t => atan (@?f t)) _ _ => eapply (D_atan f); derive
  | |- is_derive (fun t => Rabs (@?f t)) _ _ =>
      first [eapply (D_Rabs_pos f); [derive | beta_side] | eapply (D_Rabs_neg f); [derive | beta_side]]
  | |- is_derive (fun t => Sum ?m ?n (fun k => @?f t k)) _ _ =>
      eapply (D_Sum m n f); let k := fresh "k" in let K := fresh "K" in intros k K; cbv beta; derive
  | |- is_derive (fun t => Rpower (@?f t) (@?g t)) _ _ => unfold Rpower; derive
  | |- is_derive (fun t => Derive (@?f t) (@?a t)) _ _ => derive_twice
  end
with beta_side := cbv beta; pos
(* Where the function is itself a derivative: its value all around. *)
with derive_twice :=
  first
    [ eapply D_everywhere; [intros t; derive_value; reflexivity | derive]
    | eapply D_where_between; [lra | intros t T; derive_value; reflexivity | derive]
    | eapply D_where_positive; [lra | intros t T; derive_value; reflexivity | derive]
    | eapply D_near with (e := 1 / 1000); [lra | intros t T; derive_value; reflexivity | derive] ]
(* The goal's derivatives become their values. *)
with derive_value :=
  repeat match goal with
  | |- context [Derive ?f ?x] =>
      let D := fresh "D" in
      eassert (D : is_derive f x _);
      [ derive; cbv beta; rewrite ?upd_same; pos
      | rewrite (is_derive_unique _ _ _ D); clear D; cbv beta; rewrite ?upd_same ]
  end.
Ltac derivable := eexists; derive; cbv beta; rewrite ?upd_same; pos.

(* At a point: sums are written out, and what is left is arithmetic. *)
Ltac write_out :=
  cbv [Sum Sum_from Prod Prod_from Max Max_from Min Min_from delta upd vec mat nth Nat.add Nat.sub Nat.eqb Nat.leb Nat.ltb
    negb andb orb]; unfold Rpower, tanh, sinh, cosh, arcsinh, tan in *; whole.
Ltac compare_numbers := first [lra | interval | interval with (i_prec 200) | nra ].
Ltac cases_of_numbers :=
  repeat match goal with
  | |- context [Rlt_dec ?a ?b] => destruct (Rlt_dec a b); [try (exfalso; apply (Rlt_not_le b a); [assumption | compare_numbers]) | try (exfalso; match goal with H : ~ _ |- _ => apply H; compare_numbers end)]
  | |- context [Rle_dec ?a ?b] => destruct (Rle_dec a b); [try (exfalso; apply (Rle_not_lt b a); [assumption | compare_numbers]) | try (exfalso; match goal with H : ~ _ |- _ => apply H; compare_numbers end)]
  | |- context [Req_EM_T ?a ?b] => destruct (Req_EM_T a b)
  | |- context [Rmax ?a ?b] => first [rewrite (Rmax_left a b) by compare_numbers | rewrite (Rmax_right a b) by compare_numbers]
  | |- context [Rmin ?a ?b] => first [rewrite (Rmin_left a b) by compare_numbers | rewrite (Rmin_right a b) by compare_numbers]
  | |- context [sign ?a] => first [rewrite (sign_eq_1 a) by compare_numbers | rewrite (sign_eq_m1 a) by compare_numbers]
  end.
Ltac same_numbers := first [lra | field; repeat split; number | rewrite <- ?exp_plus, <- ?exp_Ropp; field; repeat split; number]
with number :=
  cases_of_numbers;
  lazymatch goal with
  | |- ~ (_ = _) => first [apply Rgt_not_eq; change_gt; compare_numbers | apply Rlt_not_eq; compare_numbers]
  | |- ~ (_ < _) => apply Rle_not_lt; compare_or_equal
  | |- ~ (_ <= _) => apply Rlt_not_le; compare_numbers
  | |- ~ (_ > _) => apply Rle_not_gt; compare_or_equal
  | |- ~ (_ >= _) => apply Rlt_not_ge; compare_numbers
  | |- ~ (_ <> _) => let H := fresh in intros H; apply H; same_numbers
  | |- _ <> _ => first [apply Rgt_not_eq; change_gt; compare_numbers | apply Rlt_not_eq; compare_numbers]
  | |- _ = _ => same_numbers
  | |- _ <= _ => compare_or_equal
  | |- _ >= _ => apply Rle_ge; compare_or_equal
  | |- _ => compare_numbers
  end
with compare_or_equal := first [compare_numbers | right; same_numbers].
Ltac derive_at_point :=
  repeat match goal with
  | |- context [Derive ?f ?x] =>
      let D := fresh "D" in
      eassert (D : is_derive f x _);
      [ derive; cbv beta; cases_of_numbers; number | rewrite (is_derive_unique _ _ _ D); clear D; cbv beta ]
  end; cbn [INR pred]; whole.
Ltac each_index :=
  let k := fresh "k" in let K := fresh "K" in intros k K;
  repeat first [exfalso; clear - K; lia | destruct k as [|k]].
Ltac at_point :=
  lazymatch goal with
  | |- _ /\ _ => split; at_point
  | |- True => exact I
  | |- forall k : nat, (_ <= k <= _)%nat -> _ => each_index; at_point
  | |- ex_derive _ _ => write_out; eexists; derive; cbv beta; number
  | |- _ \/ _ => first [left; at_point | right; at_point]
  | |- _ => first [lia | write_out; derive_at_point; number]
  end.
Ltac point := cbv beta zeta; at_point.
(* The claim at a point: to be shown, if a certificate of its failure were wrong. *)
Ltac claim_at_point := cbv zeta; intros; at_point.
Ltac impossible :=
  cbv zeta; intros; exfalso;
  match goal with H : ?P |- _ => assert (~ P) by (clear H; at_point); contradiction end.

(* Theorems: what the conclusion needs to exist, then the relation. *)
Ltac existence :=
  lazymatch goal with
  | |- _ /\ _ => split; existence
  | |- forall k : nat, _ => intro; existence
  | |- (_ <= _ <= _)%nat -> _ => intro; existence
  | |- (_ <= _)%nat -> _ => intro; existence
  | |- ex_derive _ _ => derivable
  | |- _ \/ _ => first [left; existence | right; existence]
  | |- True => exact I
  | |- _ => first [lia | pos]
  end.
Ltac conjuncts k := lazymatch goal with |- _ /\ _ => split; [existence | conjuncts k] | |- _ => k tt end.
Ltac start := intros; split_given; unfold Rpower in *.
Ltac conclude k := conjuncts k.
(* Both sides exist at the same points, and there the relation holds. *)
Ltac conclude_in_part k :=
  split;
  [ split; intros; split_given; existence
  | intros; split_given; k tt ].

Ltac by_hypotheses := repeat match goal with H : Sum _ _ _ = _ |- _ => progress rewrite ?H end.
Ltac nonzero := split_all; first [assumption | pos].
Ltac leaf_with f :=
  rewrite ?S_INR, ?plus_INR, ?mult_INR; cbn [INR pred];
  first
    [ reflexivity
    | solve [f tt; nonzero]
    | progress subst; leaf_with f
    | match goal with
      | |- context [Nat.eqb ?i ?j] => destruct (Nat.eqb_spec i j); [subst | ]; cbn [negb andb orb]; try lia; leaf_with f
      | |- context [delta ?i ?j] =>
          unfold delta; destruct (Nat.eqb_spec i j); [subst | ]; cbn [negb andb orb]; try lia; leaf_with f
      end ].
Ltac leaf := leaf_with ltac:(fun _ => field).

Lemma exp_pow x n : exp x ^ n = exp (INR n * x).
Proof.
  induction n as [|n IH]; [simpl; rewrite Rmult_0_l, exp_0; reflexivity|].
  rewrite S_INR. simpl. rewrite IH, <- exp_plus. f_equal. ring.
Qed.
Lemma ln_is A V : A = exp V -> ln A = V.
Proof. intros ->. apply ln_exp. Qed.
Lemma sqrt_is A V : 0 <= V -> V * V = A -> sqrt A = V.
Proof. intros H <-. apply sqrt_square. exact H. Qed.
Lemma is_derive_to (f : R -> R) x a b : is_derive f x a -> a = b -> is_derive f x b.
Proof. intros H <-. exact H. Qed.

Ltac same :=
  cbn [INR pred];
  first
    [ reflexivity
    | ring
    | lazymatch goal with
      | |- Sum _ _ _ = Sum _ _ _ => apply Sum_ext; intros; same
      | |- _ => f_equal; same
      end
    | field; nonzero ].
Ltac derive_law :=
  apply is_derive_unique; eapply is_derive_to;
  [ derive; cbv beta; rewrite ?upd_same; pos | cbv beta; rewrite ?upd_same; unfold Rpower; same ].
Lemma exp_half a : 0 < a -> exp (1 / 2 * ln a) = sqrt a.
Proof. intros H. rewrite <- (Rpower_sqrt a H). unfold Rpower. f_equal. field. Qed.
Ltac exp_join := rewrite ?exp_pow; rewrite <- ?exp_Ropp; rewrite <- ?exp_plus.
Ltac exp_law P k :=
  transitivity P; [symmetry; exp_join; f_equal; k tt | rewrite ?exp_ln, ?exp_half by pos; k tt].
Ltac sign_law e c k := let E := fresh in assert (E : e = c) by (k tt); rewrite E; pos.
Ltac zero_law := rewrite <- exp_0; f_equal; leaf.
Ltac ln_law P Q k :=
  apply ln_is; transitivity Q;
  [ k tt | transitivity P; [rewrite ?exp_ln by pos; k tt | exp_join; f_equal; leaf] ].
Ltac sum_law S k l :=
  transitivity S;
  [ apply Sum_ext; intros; k tt
  | repeat rewrite Sum_plus; repeat rewrite Sum_scal; repeat rewrite Sum_count; repeat rewrite Sum_delta_alone by lia; repeat rewrite Sum_delta by lia; l tt ].
Ltac root_law k := apply sqrt_is; [pos | k tt].
Ltac equation := unfold Rpower; derive_value; unfold Rpower; by_hypotheses; leaf.

Lemma le_by a b : 0 <= b - a -> a <= b.
Proof. lra. Qed.
Lemma lt_by a b : 0 < b - a -> a < b.
Proof. lra. Qed.
Lemma Sum_S m n f : (m <= S n)%nat -> Sum m (S n) f = Sum m n f + f (S n).
Proof.
  intros H. unfold Sum. replace (S n + 1 - m)%nat with (S (n + 1 - m)) by lia. simpl. do 2 f_equal. lia.
Qed.
Lemma Sum_none m n f : (n < m)%nat -> Sum m n f = 0.
Proof. intros H. unfold Sum. replace (n + 1 - m)%nat with O by lia. reflexivity. Qed.
Ltac induct n :=
  induction n as [|n IH];
  [ solve [ exfalso; lia | rewrite ?Sum_none by lia; leaf ]
  | rewrite ?Sum_S by lia;
    first
      [ rewrite IH by lia; leaf
      | let E := fresh in assert (E : n = O) by lia; rewrite E; rewrite ?Sum_none by lia; leaf
      | destruct n; [rewrite ?Sum_none by lia; leaf | rewrite IH by lia; leaf] ] ].
Lemma le_as a b c : b - a = c -> 0 <= c -> a <= b.
Proof. lra. Qed.
Lemma lt_as a b c : b - a = c -> 0 < c -> a < b.
Proof. lra. Qed.
Lemma ne_as a b c : a - b = c -> c <> 0 -> a <> b.
Proof. intros. lra. Qed.
Ltac order_by c k :=
  lazymatch goal with
  | |- _ <= _ => apply (le_as _ _ c)
  | |- ?a >= ?b => apply Rle_ge, (le_as _ _ c)
  | |- _ < _ => apply (lt_as _ _ c)
  | |- ?a > ?b => change (b < a); apply (lt_as _ _ c)
  | |- _ <> _ => apply (ne_as _ _ c)
  end; [k tt | pos].
Lemma exp_order x y : exp x <= exp y -> x <= y.
Proof. intros H. apply Rnot_lt_le. intros L. apply exp_increasing in L. lra. Qed.
Lemma exp_order_strict x y : exp x < exp y -> x < y.
Proof. apply exp_lt_inv. Qed.
Ltac exponentials :=
  lazymatch goal with
  | |- _ <= _ => apply exp_order
  | |- _ >= _ => apply Rle_ge, exp_order
  | |- _ < _ => apply exp_order_strict
  | |- ?a > ?b => change (b < a); apply exp_order_strict
  end.
(* What is known of logarithms, exponentials and squares that stand in the goal. *)
Ltac learn P tac := is_new P; assert P by tac.
Ltac known :=
  repeat match goal with
  | |- context [ln ?x] => learn (ln x <= x - 1) ltac:(apply ln_tangent; pos)
  | |- context [ln ?x] => learn (0 < - ln x) ltac:(apply ln_neg_from; split; [pos | lra])
  | |- context [ln ?x] => learn (0 < ln x) ltac:(apply ln_pos_from; lra)
  | |- context [exp ?x] => learn (0 < exp x) ltac:(apply exp_pos)
  | |- context [exp ?x] => learn (1 + x <= exp x) ltac:(apply exp_ineq1_le)
  | |- context [exp ?x] => learn (exp x <= 1) ltac:(apply exp_below; lra)
  | |- context [exp ?x] => learn (1 <= exp x) ltac:(apply exp_above; pos)
  end.
Ltac split_max :=
  repeat match goal with
  | |- context [Rmax ?a ?b] => destruct (Rle_dec a b); [rewrite (Rmax_right a b) by lra | rewrite (Rmax_left a b) by lra]
  | |- context [Rmin ?a ?b] => destruct (Rle_dec a b); [rewrite (Rmin_left a b) by lra | rewrite (Rmin_right a b) by lra]
  | |- context [Rabs ?a] =>
      destruct (Rle_dec 0 a); [rewrite (Rabs_pos_eq a) by lra | rewrite (Rabs_left a) by lra]
  | |- context [sign ?a] => first [rewrite (sign_eq_1 a) by pos | rewrite (sign_eq_m1 a) by lra]
  end.
Ltac order_of_numbers :=
  first [lra | interval | interval with (i_prec 120) | nra].
Ltac apply_term := match goal with |- ?e <= Sum ?m ?n ?f => match goal with K : (m <= ?i <= n)%nat |- _ => apply (Sum_term m n i f); [lia | intros; pos] end end.
Ltac order :=
  unfold Rpower; try subst; derive_value; unfold Rpower; by_hypotheses;
  first
    [ lazymatch goal with
      | |- _ >= 0 => apply Rle_ge
      | |- _ > 0 => change_gt
      | |- _ < 0 => apply lt_by
      | |- _ <= 0 => apply le_by
      end; solve [pos]
    | entries; naturals; first [lra | interval | interval with (i_prec 120)]
    | lazymatch goal with
      | |- context [Rmax _ _] => idtac
      | |- context [Rmin _ _] => idtac
      | |- context [Rabs _] => idtac
      | |- context [sign _] => idtac
      end; entries; naturals; split_max; first [lra | nra]
    | entries; naturals; nra
    | apply Max_le; [lia | intros; exponentials; rewrite exp_ln by pos; positive_atoms; apply_term]
    | lazymatch goal with
      | |- _ <= _ => apply le_by; pos
      | |- _ >= _ => apply Rle_ge, le_by; pos
      | |- _ < _ => apply lt_by; pos
      | |- ?a > ?b => change (b < a); first [pos | apply lt_by; pos]
      end
    | entries; naturals; known; order_of_numbers ].

(* Limits: along a filter, by the rules for what tends to numbers and to infinity. *)
Section Limits.
Context {T : Type} {F : (T -> Prop) -> Prop} {FF : Filter F}.
Lemma L_to (f : T -> R) a b : filterlim f F (locally a) -> a = b -> filterlim f F (locally b).
Proof. intros H <-. exact H. Qed.
Lemma L_const (c : R) : filterlim (fun _ : T => c) F (locally c).
Proof. apply filterlim_const. Qed.
Lemma L_comp (h : R -> R) (f : T -> R) a d :
  is_derive h a d -> filterlim f F (locally a) -> filterlim (fun x => h (f x)) F (locally (h a)).
Proof.
  intros H L. eapply filterlim_comp; [exact L|].
  apply (ex_derive_continuous (V := R_NormedModule)). exists d. exact H.
Qed.
Lemma L_plus (f g : T -> R) a b :
  filterlim f F (locally a) -> filterlim g F (locally b) -> filterlim (fun x => f x + g x) F (locally (a + b)).
Proof. intros A B. eapply filterlim_comp_2; [exact A|exact B|]. apply (filterlim_plus (V := R_NormedModule) a b). Qed.
Lemma L_opp (f : T -> R) a : filterlim f F (locally a) -> filterlim (fun x => - f x) F (locally (- a)).
Proof. intros A. eapply filterlim_comp; [exact A|]. apply (filterlim_opp (V := R_NormedModule) a). Qed.
Lemma L_minus (f g : T -> R) a b :
  filterlim f F (locally a) -> filterlim g F (locally b) -> filterlim (fun x => f x - g x) F (locally (a - b)).
Proof. intros A B. apply (L_plus f (fun x => - g x)); [exact A|apply L_opp; exact B]. Qed.
Lemma L_mult (f g : T -> R) a b :
  filterlim f F (locally a) -> filterlim g F (locally b) -> filterlim (fun x => f x * g x) F (locally (a * b)).
Proof. intros A B. eapply filterlim_comp_2; [exact A|exact B|]. apply (filterlim_mult (K := R_AbsRing) a b). Qed.
Lemma L_inv (f : T -> R) a : filterlim f F (locally a) -> a <> 0 -> filterlim (fun x => / f x) F (locally (/ a)).
Proof.
  intros A N. apply (L_comp Rinv f a (- 1 / a ^ 2)); [|exact A].
  apply (D_inv (fun t => t) a 1); [apply D_id|exact N].
Qed.
Lemma L_div (f g : T -> R) a b :
  filterlim f F (locally a) -> filterlim g F (locally b) -> b <> 0 -> filterlim (fun x => f x / g x) F (locally (a / b)).
Proof. intros A B N. apply (L_mult f (fun x => / g x)); [exact A|apply L_inv; assumption]. Qed.
Lemma L_exp (f : T -> R) a : filterlim f F (locally a) -> filterlim (fun x => exp (f x)) F (locally (exp a)).
Proof. intros A. apply (L_comp exp f a (exp a)); [apply is_derive_exp|exact A]. Qed.
Lemma L_ln (f : T -> R) a : filterlim f F (locally a) -> 0 < a -> filterlim (fun x => ln (f x)) F (locally (ln a)).
Proof. intros A N. apply (L_comp ln f a (/ a)); [apply is_derive_ln; exact N|exact A]. Qed.
Lemma L_sqrt (f : T -> R) a : filterlim f F (locally a) -> 0 < a -> filterlim (fun x => sqrt (f x)) F (locally (sqrt a)).
Proof.
  intros A N. apply (L_comp sqrt f a (/ (2 * sqrt a) * 1)); [|exact A].
  apply (D_sqrt (fun t => t)); [apply D_id|exact N].
Qed.
Lemma L_pow (f : T -> R) n a : filterlim f F (locally a) -> filterlim (fun x => f x ^ n) F (locally (a ^ n)).
Proof. intros A. induction n as [|n IH]; simpl; [apply L_const|apply L_mult; assumption]. Qed.
Lemma L_Sum m n (f : T -> nat -> R) d :
  (forall k, (m <= k <= n)%nat -> filterlim (fun x => f x k) F (locally (d k))) ->
  filterlim (fun x => Sum m n (fun k => f x k)) F (locally (Sum m n (fun k => d k))).
Proof.
  intros H. unfold Sum.
  assert (A : forall c, (forall k, (m <= k < m + c)%nat -> filterlim (fun x => f x k) F (locally (d k))) ->
    filterlim (fun x => Sum_from m c (fun k => f x k)) F (locally (Sum_from m c (fun k => d k)))).
  { clear H. induction c as [|c IH]; simpl; intros H; [apply L_const|].
    apply L_plus; [apply IH; intros|]; apply H; lia. }
  apply A. intros; apply H; lia.
Qed.
Definition up (f : T -> R) := filterlim f F (Rbar_locally' p_infty).
Definition down (f : T -> R) := filterlim f F (Rbar_locally' m_infty).
Lemma up_is (f : T -> R) : (forall M, F (fun x => M < f x)) <-> up f.
Proof.
  split; intros H.
  - intros P [M HM]. unfold filtermap. eapply filter_imp; [|exact (H M)]. intros x X. apply HM. exact X.
  - intros M. apply (H (fun y => M < y)). exists M. trivial.
Qed.
Lemma down_is (f : T -> R) : (forall M, F (fun x => f x < M)) <-> down f.
Proof.
  split; intros H.
  - intros P [M HM]. unfold filtermap. eapply filter_imp; [|exact (H M)]. intros x X. apply HM. exact X.
  - intros M. apply (H (fun y => y < M)). exists M. trivial.
Qed.
Lemma up_opp (f : T -> R) : down f -> up (fun x => - f x).
Proof. intros H. apply up_is. intros M. eapply filter_imp; [|exact (proj2 (down_is f) H (- M))]. simpl. intros; lra. Qed.
Lemma down_opp (f : T -> R) : up f -> down (fun x => - f x).
Proof. intros H. apply down_is. intros M. eapply filter_imp; [|exact (proj2 (up_is f) H (- M))]. simpl. intros; lra. Qed.
Lemma up_scal (c : R) (f : T -> R) : 0 < c -> up f -> up (fun x => c * f x).
Proof.
  intros C H. apply up_is. intros M. eapply filter_imp; [|exact (proj2 (up_is f) H (M / c))].
  simpl. intros x X. apply (Rmult_lt_compat_l c) in X; [|exact C]. replace (c * (M / c)) with M in X by (field; lra). exact X.
Qed.
Lemma down_scal (c : R) (f : T -> R) : 0 < c -> down f -> down (fun x => c * f x).
Proof.
  intros C H. apply down_is. intros M. eapply filter_imp; [|exact (proj2 (down_is f) H (M / c))].
  simpl. intros x X. apply (Rmult_lt_compat_l c) in X; [|exact C]. replace (c * (M / c)) with M in X by (field; lra). exact X.
Qed.
Lemma up_right (f g : T -> R) a : filterlim f F (locally a) -> up g -> up (fun x => f x + g x).
Proof.
  intros A H. apply up_is. intros M.
  assert (N : F (fun x => a - 1 < f x)).
  { apply (A (fun y => a - 1 < y)). exists (mkposreal 1 Rlt_0_1). intros y Y.
    unfold ball in Y; simpl in Y; unfold AbsRing_ball in Y; simpl in Y. apply Rabs_lt_between' in Y. simpl in Y. lra. }
  eapply filter_imp; [|exact (filter_and _ _ N (proj2 (up_is g) H (M - a + 1)))]. simpl. intros x [X Y]. lra.
Qed.
Lemma up_left (f g : T -> R) a : up f -> filterlim g F (locally a) -> up (fun x => f x + g x).
Proof.
  intros H A. eapply filterlim_ext; [|exact (up_right g f a A H)]. intros; simpl; ring.
Qed.
Lemma up_exp (f : T -> R) : up f -> up (fun x => exp (f x)).
Proof.
  intros H. apply up_is. intros M. eapply filter_imp; [|exact (proj2 (up_is f) H M)].
  simpl. intros x X. pose proof (exp_ineq1_le (f x)). lra.
Qed.
Lemma L_exp_down (f : T -> R) : down f -> filterlim (fun x => exp (f x)) F (locally 0).
Proof.
  intros H. eapply filterlim_comp; [exact H|]. apply (is_lim_exp_m).
Qed.
Lemma L_over_up (f g : T -> R) a : filterlim f F (locally a) -> up g -> filterlim (fun x => f x / g x) F (locally 0).
Proof.
  intros A H. replace 0 with (a * 0) by ring. apply (L_mult f (fun x => / g x)); [exact A|].
  eapply filterlim_comp; [exact H|]. apply (filterlim_Rbar_inv p_infty). discriminate.
Qed.
Lemma L_ext (f g : T -> R) a : F (fun x => f x = g x) -> filterlim g F (locally a) -> filterlim f F (locally a).
Proof. intros E H. eapply filterlim_ext_loc; [|exact H]. eapply filter_imp; [|exact E]. simpl; congruence. Qed.
End Limits.
Lemma L_right (a : R) : filterlim (fun x => x) (at_right a) (locally a).
Proof. intros P H. apply filter_le_within. exact H. Qed.
Lemma L_left (a : R) : filterlim (fun x => x) (at_left a) (locally a).
Proof. intros P H. apply filter_le_within. exact H. Qed.
Lemma L_point (a : R) : filterlim (fun x => x) (Rbar_locally' a) (locally a).
Proof. intros P H. apply filter_le_within. exact H. Qed.
Lemma quotient (n d : R -> R) a x y :
  is_derive n a x -> is_derive d a y -> n a = 0 -> d a = 0 -> y <> 0 ->
  filterlim (fun t => n t / d t) (Rbar_locally' a) (locally (x / y)).
Proof.
  intros N D n0 d0 Y.
  assert (S : forall (f : R -> R) l, is_derive f a l -> f a = 0 -> filterlim (fun t => f t / (t - a)) (Rbar_locally' a) (locally l)).
  { intros f l H Z. apply is_derive_Reals in H. intros P [e E].
    destruct (H e (cond_pos e)) as [d' Hd]. exists d'. intros t B t0. apply E.
    assert (h0 : t - a <> 0) by (intros K; apply t0; lra).
    specialize (Hd (t - a) h0). unfold ball in *; simpl in *; unfold AbsRing_ball in *; simpl in *.
    change (Rabs (f t / (t - a) - l) < e). rewrite Z in Hd. replace (a + (t - a)) with t in Hd by ring.
    rewrite Rminus_0_r in Hd. apply Hd. exact B. }
  eapply filterlim_ext_loc with (f := fun t => (n t / (t - a)) / (d t / (t - a))).
  - pose proof (S d y D d0) as Q.
    assert (E : Rbar_locally' a (fun t => d t / (t - a) <> 0)).
    { apply (Q (fun v => v <> 0)). exists (mkposreal (Rabs y) (Rabs_pos_lt y Y)). intros v V K.
      unfold ball in V; simpl in V; unfold AbsRing_ball in V; simpl in V. rewrite K in V.
      unfold minus, plus, opp, abs in V; simpl in V. rewrite Rplus_0_l, Rabs_Ropp in V. lra. }
    assert (A : Rbar_locally' a (fun t => t - a <> 0)).
    { exists (mkposreal 1 Rlt_0_1). intros t _ t0 K. apply t0. lra. }
    eapply filter_imp; [|exact (filter_and _ _ E A)]. simpl. intros t [P1 P2].
    assert (d t <> 0) by (intros K; apply P1; rewrite K; field; exact P2). field. split; assumption.
  - apply L_div; [apply S|apply S|]; assumption.
Qed.
Lemma quotient_right (n d : R -> R) a x y :
  is_derive n a x -> is_derive d a y -> n a = 0 -> d a = 0 -> y <> 0 ->
  filterlim (fun t => n t / d t) (at_right a) (locally (x / y)).
Proof.
  intros N D n0 d0 Y P H. pose proof (quotient n d a x y N D n0 d0 Y P H) as [e E].
  exists e. intros t B L. apply E; [exact B|]. apply Rgt_not_eq. exact L.
Qed.
Lemma quotient_left (n d : R -> R) a x y :
  is_derive n a x -> is_derive d a y -> n a = 0 -> d a = 0 -> y <> 0 ->
  filterlim (fun t => n t / d t) (at_left a) (locally (x / y)).
Proof.
  intros N D n0 d0 Y P H. pose proof (quotient n d a x y N D n0 d0 Y P H) as [e E].
  exists e. intros t B L. apply E; [exact B|]. apply Rlt_not_eq. exact L.
Qed.
Lemma near_up (P : R -> Prop) M : (forall x, M < x -> P x) -> Rbar_locally' p_infty P.
Proof. intros H. exists M. exact H. Qed.
Lemma near_down (P : R -> Prop) M : (forall x, x < M -> P x) -> Rbar_locally' m_infty P.
Proof. intros H. exists M. exact H. Qed.
Lemma in_ball (a e : R) (E : 0 < e) t : ball a (mkposreal e E) t -> a - e < t < a + e.
Proof. intros B. unfold ball in B; simpl in B; unfold AbsRing_ball in B; simpl in B. apply Rabs_lt_between' in B. exact B. Qed.
Lemma near_right (P : R -> Prop) a e : 0 < e -> (forall x, a < x < a + e -> P x) -> at_right a P.
Proof. intros E H. exists (mkposreal e E). intros t B L. apply H. apply in_ball in B. lra. Qed.
Lemma near_left (P : R -> Prop) a e : 0 < e -> (forall x, a - e < x < a -> P x) -> at_left a P.
Proof. intros E H. exists (mkposreal e E). intros t B L. apply H. apply in_ball in B. lra. Qed.
Lemma near_point (P : R -> Prop) (a : R) e : 0 < e -> (forall x, a - e < x < a + e -> x <> a -> P x) -> Rbar_locally' a P.
Proof. intros E H. exists (mkposreal e E). intros t B L. apply H; [apply in_ball in B; lra|exact L]. Qed.
Ltac near k :=
  lazymatch goal with
  | |- Rbar_locally' p_infty _ => apply (near_up _ 1); intros; k tt
  | |- Rbar_locally' m_infty _ => apply (near_down _ (-1)); intros; k tt
  | |- at_right _ _ => apply (near_right _ _ (1 / 2)); [lra | intros; k tt]
  | |- at_left _ _ => apply (near_left _ _ (1 / 2)); [lra | intros; k tt]
  | |- Rbar_locally' _ _ => apply (near_point _ _ (1 / 2)); [lra | intros; k tt]
  end.
Ltac tends :=
  lazymatch goal with
  | |- filterlim (fun _ => ?c) _ _ => apply L_const
  | |- filterlim (fun x => x) (at_right _) _ => apply L_right
  | |- filterlim (fun x => x) (at_left _) _ => apply L_left
  | |- filterlim (fun x => x) (Rbar_locally' _) _ => apply L_point
  | |- filterlim (fun x => @?f x + @?g x) _ _ => eapply (L_plus f g); tends
  | |- filterlim (fun x => @?f x - @?g x) _ _ => eapply (L_minus f g); tends
  | |- filterlim (fun x => - @?f x) _ _ => eapply (L_opp f); tends
  | |- filterlim (fun x => @?f x * @?g x) _ _ => eapply (L_mult f g); tends
  | |- filterlim (fun x => @?f x / @?g x) _ _ =>
      first
        [ eapply (L_over_up f g); [tends | infinite]
        | eapply (L_div f g); [tends | tends | solve [nonzero_now]]
        | quotient_of f g ]
  | |- filterlim (fun x => / @?f x) _ _ => eapply (L_inv f); [tends | nonzero_now]
  | |- filterlim (fun x => exp (@?f x)) _ _ => first [eapply (L_exp_down f); infinite | eapply (L_exp f); tends]
  | |- filterlim (fun x => ln (@?f x)) _ _ => eapply (L_ln f); [tends | simplify_now; pos]
  | |- filterlim (fun x => sqrt (@?f x)) _ _ => eapply (L_sqrt f); [tends | simplify_now; pos]
  | |- filterlim (fun x => (@?f x) ^ ?n) _ _ => eapply (L_pow f); tends
  | |- filterlim (fun x => Sum ?m ?n (fun k => @?f x k)) _ _ =>
      eapply (L_Sum m n f); let k := fresh "k" in let K := fresh "K" in intros k K; cbv beta; tends
  end
with infinite :=
  lazymatch goal with
  | |- up (fun x => x) => solve [eapply filterlim_id]
  | |- down (fun x => x) => solve [eapply filterlim_id]
  | |- up (fun x => - @?f x) => apply (up_opp f); infinite
  | |- down (fun x => - @?f x) => apply (down_opp f); infinite
  | |- up (fun x => exp (@?f x)) => apply (up_exp f); infinite
  | |- up (fun x => ?c * @?f x) => apply (up_scal c f); [pos | infinite]
  | |- down (fun x => ?c * @?f x) => apply (down_scal c f); [pos | infinite]
  | |- up (fun x => @?f x + @?g x) =>
      first [eapply (up_right f g); [tends | infinite] | eapply (up_left f g); [infinite | tends]]
  end
with quotient_of f g :=
  lazymatch goal with
  | |- filterlim _ (at_right _) _ => eapply (quotient_right f g); quotient_goals
  | |- filterlim _ (at_left _) _ => eapply (quotient_left f g); quotient_goals
  | |- filterlim _ (Rbar_locally' _) _ => eapply (quotient f g); quotient_goals
  end
with quotient_goals :=
  lazymatch goal with
  | |- is_derive _ _ _ => derive; simplify_now; pos
  | |- _ = 0 => cbv beta; zero_now
  | |- _ <> 0 => nonzero_now
  | |- _ => idtac
  end
with simplify_now := (cbv beta; rewrite ?Rmult_0_l, ?Rmult_0_r, ?Rplus_0_l, ?Rplus_0_r, ?Rminus_0_r, ?exp_0)
with zero_now :=
  simplify_now; first [lra | solve [field; nonzero] |
    match goal with |- context [ln ?x] => replace x with 1 by (field; nonzero) end; (rewrite ?ln_1, ?exp_0; lra) ]
with nonzero_now := simplify_now; first [lra | pos].
Ltac ln_alike :=
  repeat match goal with
  | |- context [ln ?x] =>
      match goal with |- context [ln ?y] => first [constr_eq x y; fail 1 | replace x with y by (field; nonzero)] end
  end.
Ltac finish :=
  simplify_now;
  repeat match goal with
  | |- context [Sum ?m ?n ?f] =>
      lazymatch f with (fun _ => 1) => fail | _ => idtac end;
      rewrite (Sum_ext m n f (fun _ => 1)) by (intros; simplify_now; reflexivity)
  end;
  rewrite ?Sum_count; ln_alike;
  repeat match goal with
  | |- context [ln ?x] => lazymatch x with 1 => fail | _ => replace x with 1 by (field; nonzero) end
  end;
  rewrite ?ln_1; first [reflexivity | leaf].
Ltac close_limit := cbv beta; first [solve [leaf] | finish | simplify_now; rewrite ?Sum_count; repeat f_equal; first [lra | field; nonzero]].
Ltac limit :=
  intros; split_given; unfold Rpower;
  repeat (split; [first [near ltac:(fun _ => existence) | existence] | ]);
  eapply L_to; [tends | close_limit].
