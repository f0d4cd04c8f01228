/**
 * Names of services whose keys have no mark of their own: what stands under a name with one of these words is taken for a
 * key that opens something, where any other `…Key` may be that of a cache or a map. Lower case, without separators.
 * Gathered from what public scanners and GitHub's secret scanning say that they support; words that mean something else
 * in programs (`box`, `column`, `segment`) are left out.
 */
const WORDS = `
  abuseipdb abyssale accuweather adafruit adobe adzuna aeroworkflow agora aikido airtable airvisual aiven alchemy alconost alegra aletheia algolia
  alibaba alienvault amadeus amplitude anthropic anypoint apacta api2cart apideck apiflash apifonica apify apilayer apimatic apimetrics apitemplate
  appcues appfollow appointedd appoptics appsynergy apptivo arcjet artifactory asana assemblyai atlassian auth0 autoklose avaza aviationstack axonaut
  aylien ayrshare azuredevops azureopenai bannerbear baremetrics baseten beebole besnappy besttime betterstack billomat bitbar bitbucket bitcoinaverage
  bitfinex bitly bitmex blazemeter blitapp blockfrost blocknative blynk bombbomb boostnote borgbase braintreepayments braintrust brandfetch browserstack
  browshot bscscan buddyns budibase bugherd buildkite bulksms buttercms caflou calcom calendarific calendly calorieninja campayn cannyio
  capsulecrm carboninterface caspio censys centralstationcrm cexio chartmogul chatfuel chatfule checio checklyhq checkr circleci clarifai clearbit
  clicksendsms clickup cliengo clientary clockify clockworksms closecrm cloudconvert cloudflare cloudimage cloudinary cloudmersive cloudplan cloudsight
  cloudsmith cloverly clustdoc codacy codeclimate codefresh codemagic codequiry cohere coinapi coinbase coinlayer coinlib confluent contentful
  convertkit couchbase countrylayer courier coveralls coze craftmypdf cratesio crowdin cryptocompare currencyfreaks currencylayer currencyscoop
  customerguru customerio d7network dailyco dareboost databento databox databricks datadog datagov debounce deepai deepgram deepinfra deepseek deno
  dependencytrack detectify detectlanguage devcycle diffbot diggernaut digitalocean directus discord disqus dockerhub docparser documo docusign doppler
  dovico dronahq droneci dropbox duffel duply dwolla dynalist dynatrace dyspatch eagleeyenetworks easypost ecostruxureit edamam edenai eightxeight
  elasticemail elevenlabs endorlabs etherscan ethplorer eventbrite everhour exchangerate faceplusplus fastforex fastly fetchrss fibery figma
  atera audd bugsnag commercejs conversiontools convertapi currentsapi dfuse exchangerateapi exchangeratesapi extractorapi finage fleetbase flexport
  flightapi freemius geocode getemail getgeoapi greptile hiveage html2pdf hybiscus iconfinder imagga infomaniak intrinio kylas lighton mailjet mediastack
  metaapi metrilo mixmax moonclerk nicereply openexchangerates overloop owlbot pagarme pepipost planyo polymarket postageapp powrbot prodpad prospectcrm qase
  qubole qualaroo rainforestapi rainforestpay rawg redirectpizza rentman restpack route4me scraperapi screenshotapi simplesat simvoly speechtextai statuspal
  stormboard stripo supernotes surveybot technicalanalysisapi theoddsapi timecamp timezoneapi uplead userstack vbout verimail viewneo webscraping whoxy
  workato worksnaps worldweather zipcodeapi zonkafeedback
  financialmodelingprep finicity finnhub fixerio flatio flickr flightlabs flightstats flutterwave flyio fmfw formbucket formcraft formio fossa
  foursquare frameio freshbooks freshdesk friendli fullstory fxmarket geckoboard gemini geoapify geocodify geocodio geoipifi getgist getresponse giphy
  gitbook github gitlab gitter gladia glassnode gocardless godaddy grafana graphhopper groovehq groq gtmetrix gumroad gyazo hasura helicone hellosign helpcrunch heroku
  helpscout heygen hightouch honeycomb hubspot huggingface humanloop hygraph iexapis iexcloud imagekit infobip infura insightly instamojo intercom
  invoiceocean ionic ip2location ipapi ipgeolocation ipinfo ipinfodb ipquality ipqualityscore ipstack jenkins jina jira jotform jumpcloud jupiterone
  kagi kanbantool karmacrm kickbox klaviyo klipfolio knapsackpro kontent kraken kucoin lambdatest langfuse langsmith languagelayer launchdarkly
  leadfeeder lemlist lemonsqueezy lendflow lessannoyingcrm lexigram linemessaging linenotify linkedin linkpreview litellm liveagent livestorm loadmill
  locationiq loggly loginradius logzio lokalise loyverse lunchmoney madkudu mailboxlayer mailchimp mailerlite mailgun mailmodo mailsac mailtrap mandrill
  mapbox mapquest maptiler marketstack mattermost mavenlink meaningcloud meilisearch meistertask mem0 meraki messagebird metabase mistral mixpanel
  mockaroo monkeylearn moosend moralis mrticktock myfreshworks myintervals nasdaqdatalink nethunt netlify netsuite newrelic newsapi newscatcher nexmo
  nftport ngrok nightfall notion novita nuget numverify nutritionix nvapi nylas oanda octopusdeploy okta ollama omnisend onelogin onepagecrm onesignal
  onfleet oopspam openai opencagedata openrouter opensea openuv openweather openweathermap opsgenie optimizely packagecloud paddle pagerduty palantir
  pandadoc pandascore pangea paperform paralleldots parsehub parseur particleio partnerstack paydirtapp paymoapp paymongo paypal paystack pdflayer
  pdfshift peopledatalabs percy perplexity pexels pganalyze photoroom pinata pinecone pipedream pipedrive pivotaltracker pixabay plaid
  planetscale planetscaledb plivo poloniex portainer portkey positionstack posthog postman postmark prismic proxycrawl pulumi pushbullet pypi qdrant
  quicknode rapidapi razorpay reachmail reallysimplesystems rebrandly rechargepayments repairshopr replicate replyio requestfinance resend
  retell revampcrm ringcentral ritekit rocketreach rockset rootly rubygems runpod runrunit saladcloud salesblink salescookie salesflare salesforce
  sambanova sanity scaleway scalr scrapeowl scraperbox scrapestack scrapfly scrapingant scrapingbee screenshotlayer scrutinizerci securitytrails
  selectpdf semgrep sendbird sendgrid sendinblue serpapi serper serphouse serpstack sherpadesk shipday shippo shodan shopify shotstack
  shutterstock signalwire signaturit signoz signupgenius sigopt siliconflow simfin simplynoted skrapio skrappio smartsheets smartystreets snipcart
  snowflake snyk sonarcloud sonarqube sourcegraph sparkpost spectralops spoonacular sportsmonk spotify squarespace sslmate stability stackhawk
  statuscake statuspage stitchdata stockdata storecove stormglass storyblok storychief strapi strava stripe stytch sumologic supabase surveyanyplace
  surveysparrow survicate svix swiftype tableau tailscale tatum tatumio tavily taxjar teamworkcrm teamworkdesk teamworkspaces telegram teletype telnyx
  tenderly terraform textmagic theodds thingsboard thinkific thirdweb thousandeyes ticketmaster tiingo tinify tinypng tmetric todoist toggltrack
  tomorrowio tomtom tradier transferwise travelpayouts travis travisci trello truenas twelvedata twilio twitch tyntec typesense ubidots uclassify
  unplugg unsplash upcdatabase uploadcare uploadthing upstash uptimerobot urlscan vagrant vapi vatlayer vercel veriphone versioneye virustotal
  visualcrossing voiceflow voicegain vonage voodoosms voyage vpnapi vultr walkscore wandb weatherapi weatherbit weatherstack web3storage webex webflow
  weightsandbiases wistia wordpress workos workstack worldcoinindex wrike xata yandex yelp youneedabudget yousign zapier zendesk zenkit zenrows
  zenscrape zenserp zeplin zerobounce zerotier zhipu zipbooks zipcodebase zohocrm zulipchat
`;

let services: ReadonlySet<string> | undefined;

/** Whether among the words of a name, in lower case, is that of a service which issues keys: `new`, `relic`, `key`. */
export function nameService(words: readonly string[]): boolean {
  const known = (services ??= new Set(WORDS.trim().split(/\s+/)));
  return words.some((word, index) => known.has(word) || known.has(word + (words[index + 1] ?? '')));
}
