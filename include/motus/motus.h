/*
 * motus/motus.h - all of libmotus
 */
#ifndef MOTUS_MOTUS_H
#define MOTUS_MOTUS_H

#include <motus/analysis.h>
#include <motus/backend.h>
#include <motus/daily.h>
#include <motus/date.h>
#include <motus/error.h>
#include <motus/game.h>
#include <motus/lexicon.h>
#include <motus/mark.h>
#include <motus/marks.h>
#include <motus/points.h>
#include <motus/proof.h>
#include <motus/share.h>
#include <motus/solver.h>
#include <motus/store.h>
#include <motus/version.h>
#include <motus/vocabulary.h>
#include <motus/word.h>

#endif
