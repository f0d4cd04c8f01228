/**
 * Names of services whose keys have no mark of their own: what stands under a name with one of these words is taken for a
 * key that opens something, where any other `…Key` may be that of a cache or a map. Lower case, without separators.
 * Gathered from what public scanners and GitHub's secret scanning say that they support; words that mean something else
 * in programs (`box`, `column`, `segment`) are left out.
 */
const WORDS = `
  abuseipdb abyssale accuweather adafruit adobe adzuna aeroworkflow agora aikido airtable airvisual aiven alchemy alconost alegra aletheia algolia
  alibaba alienvault amadeus amplitude anthropic anypoint apacta api2cart apideck apiflash apifonica apify apilayer apimatic apimetrics apitemplate
  appcues appfollow appointedd appoptics appsynergy apptivo arcjet artifactory asana assemblyai atera atlassian audd auth0 autodesk autoklose
  autopilot avaza aviationstack axonaut aylien ayrshare azuredevops azureopenai bannerbear baremetrics baseten beebole besnappy besttime betterstack
  billomat bitbar bitbucket bitcoinaverage bitfinex bitly bitmex blazemeter blitapp blockfrost blocknative blynk bombbomb boostnote borgbase
  braintreepayments braintrust brandfetch browserstack browshot bscscan buddyns budibase bugherd bugsnag buildkite bulksms buttercms caflou calcom
  calendarific calendly calorieninja campayn cannyio capsulecrm carboninterface caspio censys centralstationcrm cexio chartmogul chatfuel chatfule
  checio checklyhq checkr circleci clarifai clearbit clickhelp clicksendsms clickup cliengo clientary clinchpad clockify clockworksms closecrm
  cloudconvert cloudflare cloudimage cloudinary cloudmersive cloudplan cloudsight cloudsmith cloverly clustdoc codacy codeclimate codefresh codemagic
  codequiry cohere coinapi coinbase coinlayer coinlib commercejs confluent contentful conversiontools convertapi convertkit convier couchbase
  countrylayer courier coveralls coze craftmypdf cratesio crowdin cryptocompare currencycloud currencyfreaks currencylayer currencyscoop currentsapi
  customerguru customerio d7network dailyco dareboost databento databox databricks datadog datagov debounce deepai deepgram deepinfra deepseek
  delighted deno dependencytrack detectify detectlanguage devcycle dfuse diffbot diggernaut digitalocean directus discord disqus dockerhub docparser
  documo docusign doppler dotdigital dovico dronahq droneci dropbox duffel duply dwolla dynalist dynatrace dyspatch eagleeyenetworks easyinsight
  easypost ecostruxureit edamam edenai eightxeight elasticemail elevenlabs enablex endorlabs etherscan ethplorer eventbrite everhour exchangerate
  exchangerateapi exchangeratesapi extractorapi faceplusplus fastforex fastly feedier fetchrss fibery figma fileio finage financialmodelingprep
  finicity finnhub fixerio flatio fleetbase flexport flickr flightapi flightlabs flightstats flowflu flutterwave flyio fmfw formbucket formcraft
  formio formsite fossa foursquare frameio freemius freshbooks freshdesk friendli fullstory fxmarket geckoboard gemini gengo geoapify geocode
  geocodify geocodio geoipifi getemail getemails getgeoapi getgist getresponse giphy gitbook github gitlab gitter gladia glassnode gocanvas gocardless
  godaddy grafana graphcms graphhopper greptile groovehq groq gtmetrix gumroad gyazo happyscribe hasura helicone hellosign helpcrunch helpscout heroku
  heygen hightouch hiveage holidayapi honeycomb html2pdf hubspot huggingface humanloop hybiscus hygraph hypertrack iconfinder iexapis iexcloud
  imagekit imagga infobip infomaniak infura insightly instabot instamojo intercom interseller intrinio invoiceocean ionic ip2location ipapi
  ipgeolocation ipinfo ipinfodb ipquality ipqualityscore ipstack jenkins jina jira jotform jumpcloud jupiterone kagi kanbantool karmacrm keenio
  kickbox klaviyo klipfolio knapsackpro kontent kraken kucoin kylas lambdatest langfuse langsmith languagelayer larksuite launchdarkly leadfeeder
  lemlist lemonsqueezy lendflow lessannoyingcrm lexigram lighton linemessaging linenotify linkedin linkpreview litellm liveagent livestorm loadmill
  locationiq loggly loginradius logzio lokalise loyverse lunchmoney madkudu magicbell mailboxlayer mailchimp mailerlite mailgun mailjet mailmodo
  mailsac mailtrap mandrill mapbox mapquest maptiler marketstack mattermost mavenlink meaningcloud mediastack meilisearch meistertask mem0 meraki
  mesibo messagebird metaapi metabase metrilo mindmeister mistral mixmax mixpanel mockaroo monkeylearn moonclerk moosend moralis mrticktock
  myfreshworks myintervals nasdaqdatalink nethunt netlify netsuite neutrinoapi newrelic newsapi newscatcher nexmo nftport ngrok nicereply nightfall
  notion novita nozbe nuget numverify nutritionix nvapi nylas oanda octopusdeploy okta ollama omnisend onedesk onelogin onepagecrm onesignal onfleet
  oopspam openai opencagedata openexchangerates openrouter opensea openuv openweather openweathermap opsgenie optimizely overloop owlbot packagecloud
  paddle pagarme pagerduty palantir pandadoc pandascore pangea paperform paralleldots parsehub parseur particleio partnerstack paydirtapp paymoapp
  paymongo paypal paystack pdflayer pdfshift peopledatalabs pepipost percy perplexity pexels pganalyze photoroom pinata pinecone pipedream pipedrive
  pivotaltracker pixabay plaid planetscale planetscaledb planview planyo plivo podio poloniex polymarket portainer portkey positionstack postageapp
  posthog postman postmark powrbot prismic prodpad prospectcrm protocolsio proxycrawl pulumi purestake pushbullet pypi qase qdrant qualaroo qubole
  quicknode rainforestapi rainforestpay rapidapi rawg razorpay reachmail reallysimplesystems rebrandly rechargepayments redirectpizza refiner rentman
  repairshopr replicate replyio requestfinance resend restpack retell revampcrm ringcentral ritekit robinhood rocketreach rockset rootly route4me
  rubygems runpod runrunit saladcloud salesblink salescookie salesflare salesforce salesmate sambanova sanity satismeter scaleway scalr scrapeowl
  scraperapi scraperbox scrapestack scrapfly scrapingant scrapingbee screenshotapi screenshotlayer scrutinizerci securitytrails selectpdf semgrep
  sendbird sendgrid sendinblue serpapi serper serphouse serpstack sheety sherpadesk shipday shippo shodan shopify shotstack shutterstock signable
  signalwire signaturit signoz signupgenius sigopt siliconflow simfin simplesat simplynoted simvoly sirv siteleaf skrapio skrappio skybiometry
  smartsheets smartystreets snipcart snowflake snyk solarwinds sonarcloud sonarqube sourcegraph sparkpost spectralops speechtextai spoonacular
  sportsmonk spotify squarespace sslmate stability stackhawk statuscake statuspage statuspal stitchdata stockdata storecove stormboard stormglass
  storyblok storychief strapi strava stripe stripo stytch sugester sumologic supabase supernotes surveyanyplace surveybot surveysparrow survicate svix
  swiftype tableau tailscale tallyfy tatum tatumio tavily taxjar teamgate teamworkcrm teamworkdesk teamworkspaces technicalanalysisapi telegram
  teletype telnyx tenderly terraform testingbot textmagic theodds theoddsapi thingsboard thinkific thirdweb thousandeyes ticketmaster tickettailor
  tiingo timecamp timezoneapi tinify tinypng tmetric todoist toggltrack tokeet tomorrowio tomtom tradier transferwise travelpayouts travis travisci
  trello truenas twelvedata twilio twitch tyntec typesense typetalk ubidots uclassify unifyid unplugg unsplash upcdatabase uplead uploadcare
  uploadthing upstash uptimerobot urlscan userflow userstack vagrant vapi vatlayer vbout vercel verimail veriphone versioneye viewneo virustotal
  visualcrossing voiceflow voicegain vonage voodoosms vouchery voyage vpnapi vultr walkscore wandb weatherapi weatherbit weatherstack web3storage
  webex webflow webscraping websitepulse weightsandbiases wepay whoxy wistia wordpress workato workos worksnaps workstack worldcoinindex worldweather
  wrike xata yandex yelp youneedabudget yousign zapier zendesk zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier zhipu zipbooks zipcodeapi
  zipcodebase zohocrm zonkafeedback zulipchat
`;

let services: ReadonlySet<string> | undefined;

/** Whether among the words of a name, in lower case, is that of a service which issues keys: `new`, `relic`, `key`. */
export function nameService(words: readonly string[]): boolean {
  const known = (services ??= new Set(WORDS.trim().split(/\s+/)));
  return words.some((word, index) => known.has(word) || known.has(word + (words[index + 1] ?? '')));
}
