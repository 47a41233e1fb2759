import { en as libAlertsEn } from "../lib/alerts/words.en.ts";
import { ko as libAlertsKo } from "../lib/alerts/words.ko.ts";
import type { Catalog } from "../lib/i18n/catalog.ts";
import { en as libI18nEn } from "../lib/i18n/words.en.ts";
import { ko as libI18nKo } from "../lib/i18n/words.ko.ts";
import { en as libRequestsEn } from "../lib/requests/words.en.ts";
import { ko as libRequestsKo } from "../lib/requests/words.ko.ts";
import { en as activityEn } from "./activity/words.en.ts";
import { ko as activityKo } from "./activity/words.ko.ts";
import { en as alarmsEn } from "./alarms/words.en.ts";
import { ko as alarmsKo } from "./alarms/words.ko.ts";
import { en as alertsEn } from "./alerts/words.en.ts";
import { ko as alertsKo } from "./alerts/words.ko.ts";
import { en as auditEn } from "./audit/words.en.ts";
import { ko as auditKo } from "./audit/words.ko.ts";
import { en as autoScalingEn } from "./auto-scaling/words.en.ts";
import { ko as autoScalingKo } from "./auto-scaling/words.ko.ts";
import { en as beanstalkEn } from "./beanstalk/words.en.ts";
import { ko as beanstalkKo } from "./beanstalk/words.ko.ts";
import { en as buildsEn } from "./builds/words.en.ts";
import { ko as buildsKo } from "./builds/words.ko.ts";
import { en as cacheEn } from "./cache/words.en.ts";
import { ko as cacheKo } from "./cache/words.ko.ts";
import { en as certificatesEn } from "./certificates/words.en.ts";
import { ko as certificatesKo } from "./certificates/words.ko.ts";
import { en as codeDeployEn } from "./code-deploy/words.en.ts";
import { ko as codeDeployKo } from "./code-deploy/words.ko.ts";
import { en as costsEn } from "./costs/words.en.ts";
import { ko as costsKo } from "./costs/words.ko.ts";
import { en as databasesEn } from "./databases/words.en.ts";
import { ko as databasesKo } from "./databases/words.ko.ts";
import { en as deadLettersEn } from "./dead-letters/words.en.ts";
import { ko as deadLettersKo } from "./dead-letters/words.ko.ts";
import { en as deploymentsEn } from "./deployments/words.en.ts";
import { ko as deploymentsKo } from "./deployments/words.ko.ts";
import { en as ecsEn } from "./ecs/words.en.ts";
import { ko as ecsKo } from "./ecs/words.ko.ts";
import { en as healthEn } from "./health/words.en.ts";
import { ko as healthKo } from "./health/words.ko.ts";
import { en as operationsEn } from "./operations/words.en.ts";
import { ko as operationsKo } from "./operations/words.ko.ts";
import { en as otherEventsEn } from "./other-events/words.en.ts";
import { ko as otherEventsKo } from "./other-events/words.ko.ts";
import { en as overviewEn } from "./overview/words.en.ts";
import { ko as overviewKo } from "./overview/words.ko.ts";
import { en as resourcesEn } from "./resources/words.en.ts";
import { ko as resourcesKo } from "./resources/words.ko.ts";
import { en as restartsEn } from "./restarts/words.en.ts";
import { ko as restartsKo } from "./restarts/words.ko.ts";
import { en as schedulesEn } from "./schedules/words.en.ts";
import { ko as schedulesKo } from "./schedules/words.ko.ts";
import { en as securityEn } from "./security/words.en.ts";
import { ko as securityKo } from "./security/words.ko.ts";
import { en as stacksEn } from "./stacks/words.en.ts";
import { ko as stacksKo } from "./stacks/words.ko.ts";
import { en as trustedAdvisorEn } from "./trusted-advisor/words.en.ts";
import { ko as trustedAdvisorKo } from "./trusted-advisor/words.ko.ts";

/** All phrases in every language. It imports words only, so that the outbox contains no handler. */
export const catalog: Catalog = {
  en: {
    ...activityEn,
    ...alarmsEn,
    ...alertsEn,
    ...auditEn,
    ...autoScalingEn,
    ...beanstalkEn,
    ...buildsEn,
    ...cacheEn,
    ...certificatesEn,
    ...codeDeployEn,
    ...costsEn,
    ...databasesEn,
    ...deadLettersEn,
    ...deploymentsEn,
    ...ecsEn,
    ...healthEn,
    ...operationsEn,
    ...otherEventsEn,
    ...overviewEn,
    ...resourcesEn,
    ...restartsEn,
    ...schedulesEn,
    ...securityEn,
    ...stacksEn,
    ...trustedAdvisorEn,
    ...libAlertsEn,
    ...libI18nEn,
    ...libRequestsEn,
  },
  ko: {
    ...activityKo,
    ...alarmsKo,
    ...alertsKo,
    ...auditKo,
    ...autoScalingKo,
    ...beanstalkKo,
    ...buildsKo,
    ...cacheKo,
    ...certificatesKo,
    ...codeDeployKo,
    ...costsKo,
    ...databasesKo,
    ...deadLettersKo,
    ...deploymentsKo,
    ...ecsKo,
    ...healthKo,
    ...operationsKo,
    ...otherEventsKo,
    ...overviewKo,
    ...resourcesKo,
    ...restartsKo,
    ...schedulesKo,
    ...securityKo,
    ...stacksKo,
    ...trustedAdvisorKo,
    ...libAlertsKo,
    ...libI18nKo,
    ...libRequestsKo,
  },
};
