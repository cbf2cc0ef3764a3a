"""First names that are common in some twenty languages, written for this project by hand. Data only.

No list is whole, and names that are everyday words (Will, Rose, Mark, Grace) count only with a title or label.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = """
james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony donald steven paul andrew joshua kenneth kevin
brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander
patrick frank raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter noah jeremy christian keith roger terry
sean austin gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent
mason roy ralph bobby russell bradley philip eugene oliver liam harry oscar leo theo archie alfie freddie callum lewis angus hamish duncan ewan rhys owen
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda
dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine
debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea
cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia denise amber doris marilyn
danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori amelia isla ava mia freya poppy ella chloe phoebe imogen niamh
aoife siobhan ciara saoirse sean cian oisin padraig eoin fiona moira gareth bronwen nigel graham trevor clive derek neil stuart simon ian
hans peter wolfgang klaus jürgen dieter manfred uwe günter horst bernd karl heinz werner gerhard helmut michael thomas andreas stefan christian markus
matthias jörg frank ralf rainer jens torsten thorsten sven dirk oliver martin sebastian florian tobias jan felix lukas lukáš leon paul jonas finn elias
maximilian moritz philipp niklas fabian johannes julian simon tim david alexander christoph daniel benjamin marcel dennis ulrich rolf herbert walter kurt
friedrich wilhelm otto ernst hermann heinrich georg josef franz rudolf erich ludwig siegfried joachim volker holger axel kai lars nils henrik
ursula monika petra elke renate helga karin brigitte ingrid erika christa gisela hannelore sabine susanne claudia andrea birgit martina gabriele angelika
heike stefanie nicole katrin kathrin anja silke tanja melanie julia katharina christina anna lena lea hannah johanna marie sophie sophia emilia mia clara
klara luisa charlotte greta frieda ida mathilda leonie laura sarah jana franziska eva maria elisabeth margarete gertrud hildegard irmgard edith ilse
annemarie waltraud rosemarie heidi bärbel jutta ulrike cornelia doris iris ute anke britta kerstin nadine yvonne sandra simone vanessa jasmin carolin
jean pierre michel andré philippe alain bernard jacques daniel françois françoise nicolas christophe laurent olivier julien thierry sébastien frédéric
pascal stéphane éric david patrick christian dominique antoine guillaume mathieu matthieu maxime alexandre thomas romain vincent benoît clément hugo lucas
louis gabriel raphaël arthur jules léo adam nathan théo gilles yves yann yannick rené marcel henri georges roger gérard claude serge didier hervé bruno
marie jeanne catherine nathalie isabelle sylvie martine monique nicole valérie sandrine stéphanie céline aurélie émilie julie sophie camille léa chloé
manon emma inès jade louise alice lola zoé juliette margaux mathilde pauline charlotte élodie caroline virginie véronique brigitte chantal christine
jacqueline denise simone yvette colette odile geneviève hélène agnès anne claire cécile laetitia delphine corinne florence élise amélie margot
antonio josé manuel francisco juan david javier daniel carlos jesús alejandro miguel rafael pedro pablo ángel sergio fernando jorge luis alberto álvaro
diego adrián raúl iván rubén enrique óscar ramón vicente andrés joaquín santiago eduardo víctor mario roberto jaime marcos ignacio alfonso ricardo salvador
hugo martín lucas mateo leo guillermo emilio julio gonzalo tomás agustín gustavo héctor césar rodrigo arturo felipe esteban mauricio
maría carmen ana isabel dolores pilar josefa teresa rosa antonia francisca cristina laura mercedes lucía marta elena concepción manuela raquel paula
sara juana beatriz rocío patricia encarnación silvia montserrat julia irene nuria andrea inmaculada alba rosario margarita sonia ángela alicia susana
yolanda sandra marina natalia eva inés claudia carla sofía martina valeria ximena gabriela guadalupe verónica alejandra daniela camila valentina
lorena noelia esther gloria consuelo amparo begoña leticia mónica olga victoria
giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno paolo michele giorgio aldo sergio luciano
andrea marco alessandro luca matteo lorenzo davide simone federico riccardo stefano roberto fabio daniele massimo claudio alberto enrico filippo nicola
emanuele gabriele tommaso edoardo leonardo mattia diego samuele giacomo pasquale raffaele gianluca maurizio fabrizio dario
maria anna giuseppina rosa angela giovanna teresa lucia carmela caterina francesca antonietta carla elena concetta rita margherita franca paola giulia
chiara sara martina valentina alessia silvia elisa federica laura alice giorgia arianna beatrice sofia aurora ginevra camilla greta bianca ilaria
roberta barbara simona cristina monica daniela patrizia antonella stefania claudia alessandra
joão josé antónio antônio manuel francisco luís carlos paulo pedro lucas luiz marcos marcelo rafael daniel bruno eduardo felipe rodrigo tiago thiago gustavo
ricardo fernando jorge mateus matheus guilherme leonardo vinícius henrique caio diogo gonçalo nuno rui vasco miguel duarte afonso martim
maria ana francisca antónia adriana juliana márcia fernanda patrícia aline sandra camila amanda bruna jéssica letícia júlia luciana vanessa mariana
gabriela larissa beatriz inês leonor matilde carolina joana catarina sofia margarida rita filipa cláudia sónia sônia
jan johannes cornelis hendrik willem pieter gerrit jacobus kees henk piet dirk klaas maarten jeroen bas sander bart wouter joost thijs daan sem lucas
levi finn milan luuk bram ruben jesse stijn koen niels rik rob hans erik marcel edwin ronald johanna anna cornelia elisabeth wilhelmina hendrika
margaretha anneke ingrid annemiek marieke sanne lotte fleur femke anouk iris eva emma sophie julia tess lieke roos saar noor maud esmee linda petra
monique saskia wendy esther marloes ilse
andrzej piotr krzysztof stanisław tomasz paweł józef marcin marek michał grzegorz jerzy tadeusz adam łukasz zbigniew ryszard dariusz henryk mariusz
kazimierz wojciech robert mateusz marian rafał jacek janusz mirosław maciej sławomir jarosław kamil wiesław roman władysław jakub artur zdzisław
sebastian dawid szymon kacper filip antoni franciszek bartosz bartłomiej dominik patryk przemysław radosław
anna maria katarzyna małgorzata agnieszka krystyna barbara ewa elżbieta zofia janina teresa joanna magdalena monika jadwiga danuta irena halina helena
beata aleksandra marta dorota marianna grażyna jolanta stanisława iwona karolina bożena urszula justyna renata alicja paulina sylwia natalia wanda
agata aneta izabela ewelina marzena wiesława genowefa patrycja kazimiera edyta hanna zuzanna julia maja lena wiktoria oliwia weronika
jiří josef pavel martin tomáš jaroslav petr miroslav zdeněk václav michal františek jakub milan karel lukáš david vladimír ondřej ladislav stanislav roman
marek radek daniel antonín vojtěch filip adam jana marie eva hana anna lenka kateřina věra lucie alena petra jaroslava ludmila helena martina jitka
michaela zdeňka ivana jarmila monika tereza zuzana markéta eliška barbora veronika kristýna peter štefan ľubomír juraj ján jozef mária zuzana
lars mikael anders johan erik per karl peter jan thomas daniel fredrik hans andreas mats björn bengt göran ulf leif magnus stefan nils sven gunnar
gustav oskar axel viktor filip hugo elias ludvig emil alexander henrik jonas mattias niklas martin marcus jens søren niels jørgen michael morten
christian rasmus mads kasper frederik mikkel ole knut kjell svein arne tor geir rune terje odd bjørn trond håkon øyvind sindre eirik kristian
maria anna margareta elisabeth eva birgitta kristina karin ingrid christina marie linnéa lena kerstin marianne helena emma annika johanna sara ulla
malin elin jenny ida hanna linda matilda frida sofia astrid alva wilma ebba maja kirsten hanne mette anne inge lene pia camilla bente susanne
louise charlotte tina gitte mia freja nora ingeborg solveig ragnhild sigrid berit turid hilde silje marit randi liv kari tone
juha timo matti kari antti jari mika jukka markku mikko pekka hannu heikki seppo janne ari sami juhani tapani ville juho tuomas lauri eero olli
maria anne päivi tuula anna ritva leena pirkko tiina sari marja johanna kaarina hanna minna satu riitta tarja kirsi mari heidi jaana aino helmi
lászló istván józsef jános zoltán sándor gábor ferenc attila péter tamás zsolt tibor andrás csaba imre lajos györgy balázs gyula mihály károly róbert
dániel bence máté levente ádám mária erzsébet katalin ilona éva anna zsuzsanna margit judit ágnes andrea erika krisztina irén eszter nikolett réka
ion gheorghe vasile constantin nicolae ioan mihai alexandru andrei ștefan florin cristian marian adrian daniel gabriel bogdan radu vlad cătălin
elena ioana mihaela andreea alexandra cristina daniela alina georgiana gabriela simona raluca monica ana-maria
иван александр сергей дмитрий андрей алексей максим михаил владимир николай евгений виктор павел юрий олег игорь константин роман денис антон артём
василий анатолий григорий борис станислав елена ольга наталья татьяна анна мария ирина светлана екатерина людмила юлия анастасия галина валентина марина
виктория надежда любовь дарья ксения вера алина полина тарас богдан олександр сергій андрій микола василь юлія оксана тетяна ірина наталія катерина
георги димитър николай петър тодор красимир пламен йордан мария елена милена
γιώργος γεώργιος δημήτρης δημήτριος νίκος νικόλαος κώστας κωνσταντίνος γιάννης ιωάννης παναγιώτης χρήστος βασίλης μαρία ελένη κατερίνα αικατερίνη βασιλική σοφία
mehmet mustafa ahmet ali hüseyin hasan ibrahim ismail osman yusuf murat ömer ramazan halil süleyman abdullah mahmut emre burak can cem serkan fatma ayşe
emine hatice zeynep elif meryem şerife zehra sultan hanife merve büşra esra özge selin deniz
mohammed muhammad mohamed ahmed mahmoud hassan hussein omar khaled youssef ibrahim karim samir tariq fatima aisha khadija maryam zainab layla noura amina
raj rajesh amit rahul sanjay vijay suresh ramesh anil arjun rohan aditya vikram deepak manoj priya anita sunita pooja neha kavita lakshmi divya ananya
anjali meena sita geeta shreya
wei jing xiuying fang min jun yong jie hiroshi takashi kenji yuki sakura haruto yui kenta naoko akiko yoko keiko minjun jiwoo seoyeon jihoon
ivan marko josip ana marija luka petar nikola stjepan tomislav ante mato ivana petra katarina jelena milica dragan zoran milan goran dejan vladimir
jovan stefan janez franc marjan andrej jožef irena mojca nina nataša
jonas tomas mantas lukas andrius darius vytautas rasa lina jolanta daiva jānis andris juris edgars kristīne līga inese rein jüri toomas andres tiina kristi
"""
#: Names that are as well words, places or months: they need more than a capital behind them.
_AMBIGUOUS: Final = frozenset(
    """
    can ali paul may deniz can jean sultan jordan austin madison virginia victoria charlotte georgia florence frank jack scott grace max angel
    christian dominique jesus mercedes dolores pilar concepción rosario salvador santiago mauricio cali paris carol joy amber bruno gloria
    min jun wei fang jie yong jing inge liv tone tor odd per set ante mato sari kari ari pia bas rik rob sem roos saar maud ida eva lena lea mia ion
    august sol marina alba aurora bianca lola nova victor logan wayne roman martin roy carl teresa consuelo encarnación gabriela emma noor tina
    ville ronda lourdes vera
    вера надежда любовь роман cruz jersey chelsea rose mark will
    """.split()  # noqa: SIM905
)

FIRST_NAMES: Final = frozenset(_NAMES.split())
#: Those that a capitalised word behind is not enough for.
WEAK_NAMES: Final = _AMBIGUOUS & FIRST_NAMES
